/**
 * KFP's driver and launcher in small, for pipelines whose root DAG holds container tasks only: inputs are resolved, placeholders
 * substituted and outputs read as `backend/src/v2/component/launcher_v2.go` does. Nothing here knows of Typeline.
 */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseAllDocuments } from "yaml";

/**
 * @typedef {object} Place Where a run's files are.
 * @property {string} uri The pipeline root, as tasks see it: `s3://bucket/run`, `file:///tmp/run`.
 * @property {string} inside The folder that this URI is mounted at where tasks run.
 * @property {string} outside The same folder on this machine.
 */

/**
 * Runs a pipeline.
 *
 * @param {string} yaml The compiled pipeline.
 * @param {Record<string, unknown>} parameters Arguments of the run; defaults are used for the others.
 * @param {Place} place
 * @param {(command: string[], env: Record<string, string>, task: string) => void} execute Runs one command; throws if it fails.
 * @returns {{ outputs: Record<string, any>, executorOutputs: string[] }} Each task's outputs by `task.output`, and the paths of what the tasks wrote.
 */
export function runPipeline(yaml, parameters, place, execute) {
  const spec = parseAllDocuments(yaml)[0].toJS();
  const values = { ...defaults(spec.root), ...parameters };
  const outputs = {};
  const executorOutputs = [];
  for (const name of inOrder(spec.root.dag.tasks)) {
    const task = spec.root.dag.tasks[name];
    const component = spec.components[task.componentRef.name];
    const { container } = spec.deploymentSpec.executors[component.executorLabel];
    const input = executorInput(name, task, component, { values, outputs, place });
    for (const path of localPaths(input, place)) mkdirSync(dirname(path), { recursive: true, mode: 0o777 });
    const words = [...(container.command ?? []), ...(container.args ?? [])].map((word) => substitute(word, input, place));
    execute(words, Object.fromEntries((container.env ?? []).map(({ name: variable, value }) => [variable, value])), name);
    const file = toOutside(input.outputs.outputFile, place);
    if (existsSync(file)) executorOutputs.push(file);
    Object.assign(outputs, readOutputs(name, component, input, place));
  }
  return { outputs, executorOutputs };
}

/** Tasks, each after those that it depends on. */
function inOrder(tasks) {
  const done = new Set();
  const visit = (name) => {
    if (done.has(name)) return;
    for (const before of tasks[name].dependentTasks ?? []) visit(before);
    done.add(name);
  };
  Object.keys(tasks).forEach(visit);
  return done;
}

function defaults(component) {
  const given = Object.entries(component.inputDefinitions?.parameters ?? {}).filter(([, { defaultValue }]) => defaultValue !== undefined);
  return Object.fromEntries(given.map(([name, { defaultValue }]) => [name, defaultValue]));
}

/** The ExecutorInput message of a task. Absent optionals are absent keys. */
function executorInput(name, task, component, { values, outputs, place }) {
  const bound = Object.entries(task.inputs?.parameters ?? {}).map(([input, binding]) => [input, parameterValue(binding, values, outputs)]);
  const parameterValues = { ...defaults(component), ...Object.fromEntries(bound.filter(([, value]) => value !== undefined)) };
  const artifacts = Object.entries(task.inputs?.artifacts ?? {}).map(([input, { taskOutputArtifact: of }]) => [
    input,
    outputs[`${of.producerTask}.${of.outputArtifactKey}`],
  ]);
  const made = component.outputDefinitions ?? {};
  return {
    inputs: { parameterValues, artifacts: Object.fromEntries(artifacts.map(([input, artifact]) => [input, { artifacts: [artifact] }])) },
    outputs: {
      parameters: mapValues(made.parameters, (_, output) => ({ outputFile: `${place.inside}/${name}/parameters/${output}` })),
      artifacts: mapValues(made.artifacts, ({ artifactType }, output) => ({
        artifacts: [{ name: output, type: artifactType, uri: `${place.uri}/${name}/${output}`, metadata: {} }],
      })),
      outputFile: `${place.inside}/${name}/output_metadata.json`,
    },
  };
}

function mapValues(record, map) {
  return Object.fromEntries(Object.entries(record ?? {}).map(([key, value]) => [key, map(value, key)]));
}

function parameterValue(binding, values, outputs) {
  const { taskOutputParameter: of, componentInputParameter: input, runtimeValue } = binding;
  if (of) return outputs[`${of.producerTask}.${of.outputParameterKey}`];
  return input === undefined ? runtimeValue.constant : values[input];
}

/** As the launcher does: `{{$}}` first, then the others, also inside what replaced it. */
function substitute(word, input, place) {
  const text = (value) => (typeof value === "string" ? value : JSON.stringify(value));
  const artifacts = { ...input.inputs.artifacts, ...input.outputs.artifacts };
  return word
    .replaceAll("{{$}}", () => JSON.stringify(input))
    .replaceAll(/\{\{\$\.inputs\.parameters\['([^']+)'\]\}\}/g, (_, name) => text(input.inputs.parameterValues[name] ?? ""))
    .replaceAll(/\{\{\$\.outputs\.parameters\['([^']+)'\]\.output_file\}\}/g, (_, name) => input.outputs.parameters[name].outputFile)
    .replaceAll(/\{\{\$\.(?:in|out)puts\.artifacts\['([^']+)'\]\.uri\}\}/g, (_, name) => artifacts[name].artifacts[0].uri)
    .replaceAll(/\{\{\$\.(?:in|out)puts\.artifacts\['([^']+)'\]\.path\}\}/g, (_, name) =>
      artifacts[name].artifacts[0].uri.replace(place.uri, place.inside),
    );
}

const toOutside = (path, place) => path.replace(place.inside, place.outside);
const fileOf = (uri, place) => uri.replace(place.uri, place.outside);

function localPaths({ outputs }, place) {
  const artifacts = Object.values(outputs.artifacts).flatMap((list) => list.artifacts.map(({ uri }) => fileOf(uri, place)));
  return [outputs.outputFile, ...Object.values(outputs.parameters).map(({ outputFile }) => outputFile)]
    .map((path) => toOutside(path, place))
    .concat(artifacts);
}

/** A declared parameter comes from the output file or from a file of its own: neither fails the task, as in KFP. */
function readOutputs(task, component, input, place) {
  const file = toOutside(input.outputs.outputFile, place);
  const written = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const outputs = {};
  for (const [name, { parameterType }] of Object.entries(component.outputDefinitions?.parameters ?? {})) {
    const path = toOutside(input.outputs.parameters[name].outputFile, place);
    const value = written.parameterValues?.[name] ?? (existsSync(path) ? parsed(readFileSync(path, "utf8"), parameterType) : undefined);
    if (value === undefined) throw new Error(`${task} wrote no output parameter ${name}`);
    outputs[`${task}.${name}`] = value;
  }
  for (const [name, { artifacts }] of Object.entries(input.outputs.artifacts)) {
    const { uri, metadata } = written.artifacts?.[name]?.artifacts?.[0] ?? {};
    outputs[`${task}.${name}`] = { ...artifacts[0], ...(uri && { uri }), ...(metadata && { metadata }) };
  }
  return outputs;
}

function parsed(text, type) {
  return type === "STRING" ? text : JSON.parse(text);
}
