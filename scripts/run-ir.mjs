// Executes compiled IR on this machine, one task after another, as KFP's launcher would: an ExecutorInput for each task, placeholders
// substituted in its command, a process, an ExecutorOutput. It knows plain DAGs, nested ones too; a condition or a loop is an error.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseAllDocuments } from "yaml";

/**
 * @typedef {{ uri: string, name?: string, type?: object, metadata: Record<string, any> }} RuntimeArtifact
 * @typedef {{ parameters: Map<string, any>, artifacts: Map<string, RuntimeArtifact[]> }} Values parameters by name; artifacts, one or a list, by name
 * @typedef {{ path: string, component: string, depth: number, group: boolean, milliseconds: number, outputs: Values, log: string }} TaskRun
 * @typedef {{ spec: any, directory: string, facts: Record<string, string>, onTask: (task: TaskRun) => void }} Run
 */

/** @returns {any} the PipelineSpec of a YAML file; the platform document is of no use here */
export const readSpec = (/** @type {string} */ file) => parseAllDocuments(readFileSync(file, "utf8"))[0]?.toJS();

/**
 * Runs a pipeline. Rejects with the first failing task's log.
 * @param {any} spec a PipelineSpec
 * @param {{ directory: string, inputs?: Record<string, unknown>, artifacts?: Record<string, string>, onTask?: (task: TaskRun) => void }} options
 * `directory` takes the tasks' files; `artifacts` are paths for the root's artifact inputs; `onTask` hears of each task and group when it is done
 * @returns {Promise<{ outputs: Values, tasks: TaskRun[] }>}
 */
export async function runPipeline(spec, { directory, inputs = {}, artifacts = {}, onTask = () => {} }) {
  /** @type {TaskRun[]} */
  const tasks = [];
  const now = new Date().toISOString();
  const facts = {
    pipeline_job_name: spec.pipelineInfo.name,
    pipeline_job_resource_name: spec.pipelineInfo.name,
    pipeline_job_uuid: randomUUID(),
    pipeline_job_create_time_utc: now,
    pipeline_job_schedule_time_utc: now,
  };
  const noted = (/** @type {TaskRun} */ task) => {
    tasks.push(task);
    onTask(task);
  };
  const run = { spec, directory, facts, onTask: noted };
  const given = {
    parameters: new Map(Object.entries(inputs)),
    artifacts: new Map(Object.entries(artifacts).map(([name, uri]) => [name, [{ name, uri, metadata: {} }]])),
  };
  return { outputs: await runDag(run, spec.root, withDefaults(spec.root, given), []), tasks };
}

/** @param {Run} run @param {any} component @param {Values} inputs @param {string[]} path @returns {Promise<Values>} */
async function runDag(run, component, inputs, path) {
  /** @type {Map<string, Values>} */
  const done = new Map();
  const waiting = new Map(Object.entries(component.dag.tasks ?? {}));
  while (waiting.size > 0) {
    const [key, task] =
      [...waiting].find(([, task]) => (task.dependentTasks ?? []).every((/** @type {string} */ name) => done.has(name))) ?? [];
    if (key === undefined) throw new Error(`${path.join("/") || "root"}: ${[...waiting.keys()].join(", ")} wait for each other`);
    waiting.delete(key);
    done.set(key, await runTask(run, task, [...path, key], resolveInputs(run, task, inputs, done)));
  }
  const { parameters = {}, artifacts = {} } = component.dag.outputs ?? {};
  return {
    parameters: mapValues(parameters, ({ valueFromParameter: from }) =>
      done.get(from.producerSubtask)?.parameters.get(from.outputParameterKey),
    ),
    artifacts: mapValues(
      artifacts,
      ({ artifactSelectors: [from] }) => done.get(from.producerSubtask)?.artifacts.get(from.outputArtifactKey) ?? [],
    ),
  };
}

/** @param {Run} run @param {any} task @param {string[]} path @param {Values} given @returns {Promise<Values>} */
async function runTask(run, task, path, given) {
  if (task.triggerPolicy?.condition || task.parameterIterator || task.artifactIterator)
    throw new Error(`${path.join("/")}: conditions and loops are beyond this script`);
  const started = performance.now();
  const component = run.spec.components[task.componentRef.name];
  const inputs = withDefaults(component, given);
  const executor = run.spec.deploymentSpec.executors?.[component.executorLabel];
  const result = component.dag
    ? { outputs: await runDag(run, component, inputs, path), log: "" }
    : executor.importer
      ? { outputs: importArtifact(executor.importer, inputs), log: "" }
      : await runContainer(run, executor.container, component, inputs, path);
  const name = task.componentRef.name.replace(/^comp-/, "");
  run.onTask({
    path: path.join("/"),
    component: name,
    depth: path.length - 1,
    group: !!component.dag,
    milliseconds: performance.now() - started,
    ...result,
  });
  return result.outputs;
}

/** @param {any} importer @param {Values} inputs @returns {Values} */
function importArtifact({ artifactUri, typeSchema, metadata }, inputs) {
  const uri = artifactUri.constant ?? inputs.parameters.get(artifactUri.runtimeParameter);
  return {
    parameters: new Map(),
    artifacts: new Map([["artifact", [{ name: "artifact", uri, type: typeSchema, metadata: metadata ?? {} }]]]),
  };
}

/** @param {Run} run @param {any} container @param {any} component @param {Values} inputs @param {string[]} path */
async function runContainer(run, container, component, inputs, path) {
  const folder = join(run.directory, ...path);
  const outputFile = join(folder, "executor_output.json");
  mkdirSync(folder, { recursive: true });
  const definitions = component.outputDefinitions ?? {};
  const executorInput = {
    inputs: {
      parameterValues: Object.fromEntries(inputs.parameters),
      artifacts: Object.fromEntries([...inputs.artifacts].map(([name, artifacts]) => [name, { artifacts }])),
    },
    outputs: {
      parameters: Object.fromEntries(
        Object.keys(definitions.parameters ?? {}).map((name) => [name, { outputFile: join(folder, `${name}.txt`) }]),
      ),
      artifacts: Object.fromEntries(
        Object.entries(definitions.artifacts ?? {}).map(([name, { artifactType }]) => [
          name,
          { artifacts: [{ name, type: artifactType, uri: join(folder, name), metadata: {} }] },
        ]),
      ),
      outputFile,
    },
  };
  const facts = { ...run.facts, pipeline_task_name: path.at(-1) ?? "", pipeline_task_uuid: path.join("/") };
  const [program, ...args] = [...container.command, ...(container.args ?? [])]
    .flatMap((text) => whatIsPresent(text, inputs))
    .map((text) => substitute(text, executorInput, facts));
  const env = Object.fromEntries((container.env ?? []).map((/** @type {any} */ { name, value }) => [name, value]));
  const log = await spawned(program ?? "", args, { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, ...env } }, path.join("/"));
  const written = existsSync(outputFile) ? JSON.parse(readFileSync(outputFile, "utf8")) : {};
  const outputs = {
    parameters: mapValues(executorInput.outputs.parameters, ({ outputFile: file }, name) =>
      Object.hasOwn(written.parameterValues ?? {}, name)
        ? written.parameterValues[name]
        : parameterFrom(file, definitions.parameters[name].parameterType),
    ),
    artifacts: mapValues(executorInput.outputs.artifacts, ({ artifacts: [planned] }, name) => {
      const { uri, metadata } = written.artifacts?.[name]?.artifacts?.[0] ?? {};
      return [{ ...planned, uri: uri ?? planned.uri, metadata: metadata ?? {} }];
    }),
  };
  return { outputs, log };
}

/** Runs a process to its end; rejects with what it printed if it fails. @returns {Promise<string>} */
function spawned(/** @type {string} */ program, /** @type {string[]} */ args, /** @type {any} */ options, /** @type {string} */ name) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let log = "";
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (text) => (log += text));
    child.on("error", reject);
    child.on("close", (code, signal) =>
      code === 0 ? resolve(log) : reject(new Error(`${name} failed (${signal ?? `exit ${code}`}):\n${log}`)),
    );
  });
}

/** What a task gets: constants, inputs of the DAG around it, outputs of tasks before it. @returns {Values} */
function resolveInputs(
  /** @type {Run} */ run,
  /** @type {any} */ task,
  /** @type {Values} */ scope,
  /** @type {Map<string, Values>} */ done,
) {
  const parameters = mapValues(task.inputs?.parameters ?? {}, (source) => {
    if (source.runtimeValue) return source.runtimeValue.constant;
    const { taskOutputParameter: from, componentInputParameter: name } = source;
    const value = from ? done.get(from.producerTask)?.parameters.get(from.outputParameterKey) : scope.parameters.get(name);
    return source.parameterExpressionSelector ? select(value, source.parameterExpressionSelector) : value;
  });
  const artifacts = mapValues(task.inputs?.artifacts ?? {}, ({ taskOutputArtifact: from, componentInputArtifact: name }) =>
    from ? done.get(from.producerTask)?.artifacts.get(from.outputArtifactKey) : scope.artifacts.get(name),
  );
  // A constant may be a fact of the run, or name another input of its task.
  for (const [name, value] of parameters)
    if (typeof value === "string" && value.includes("{{$"))
      parameters.set(name, substitute(value, { inputs: { parameterValues: Object.fromEntries(parameters) } }, run.facts));
  return { parameters, artifacts };
}

/** Evaluates a selector of fields and elements, the only kind needed without control flow. */
function select(/** @type {unknown} */ value, /** @type {string} */ selector) {
  const path = /^parseJson\(string_value\)((?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])+)$/.exec(selector)?.[1];
  if (path === undefined) throw new Error(`the selector ${selector} is beyond this script`);
  return [...path.matchAll(/\[("(?:[^"\\]|\\.)*"|\d+)\]/g)].reduce(
    (/** @type {any} */ of, [, key]) => of[JSON.parse(/** @type {string} */ (key))],
    value,
  );
}

/** Arguments that stand only if a parameter was given: `{"IfPresent": {"InputName": "n", "Then": ["--n", "…"]}}`. @returns {string[]} */
function whatIsPresent(/** @type {string} */ text, /** @type {Values} */ inputs) {
  if (!text.startsWith('{"IfPresent"')) return [text];
  const { InputName: name, Then: given, Else: absent = [] } = JSON.parse(text).IfPresent;
  return [inputs.parameters.has(name) ? given : absent].flat();
}

/** Replaces KFP's placeholders in one argument. What nobody knows stays, as with KFP. */
function substitute(/** @type {string} */ text, /** @type {any} */ executorInput, /** @type {Record<string, string>} */ facts) {
  const asText = (/** @type {unknown} */ value) => (typeof value === "string" ? value : JSON.stringify(value));
  return text
    .replaceAll("{{$}}", () => JSON.stringify(executorInput))
    .replaceAll(/\{\{\$\.inputs\.parameters\['([^']+)'\]\}\}/g, (all, name) => asText(executorInput.inputs.parameterValues[name]) ?? all)
    .replaceAll(
      /\{\{\$\.outputs\.parameters\['([^']+)'\]\.output_file\}\}/g,
      (all, name) => executorInput.outputs.parameters[name]?.outputFile ?? all,
    )
    .replaceAll(
      /\{\{\$\.(inputs|outputs)\.artifacts\['([^']+)'\]\.(?:uri|path)\}\}/g,
      (all, side, name) => executorInput[side].artifacts[name]?.artifacts[0]?.uri ?? all,
    )
    .replaceAll(/\{\{\$\.(\w+)\}\}/g, (all, fact) => facts[fact] ?? all);
}

/** An output parameter that a program wrote as text. */
function parameterFrom(/** @type {string} */ file, /** @type {string} */ type) {
  if (!existsSync(file)) throw new Error(`the output parameter was not written: ${dirname(file)}`);
  const text = readFileSync(file, "utf8");
  return type === "STRING" ? text : JSON.parse(text);
}

/** @param {any} component @param {Values} given @returns {Values} */
function withDefaults(component, given) {
  const parameters = new Map([...given.parameters].filter(([, value]) => value !== undefined));
  for (const [name, definition] of Object.entries(component.inputDefinitions?.parameters ?? {}))
    if (!parameters.has(name) && definition.defaultValue !== undefined) parameters.set(name, definition.defaultValue);
  return { parameters, artifacts: new Map([...given.artifacts].filter(([, artifacts]) => artifacts !== undefined)) };
}

/** @returns {Map<string, any>} */
const mapValues = (/** @type {Record<string, any>} */ object, /** @type {(value: any, name: string) => unknown} */ map) =>
  new Map(Object.entries(object).map(([name, value]) => [name, map(value, name)]));
