import { argumentsInput, assembledValue, leavesOf } from "./assembly.ts";
import { type ExecutorContext, executorMeaning } from "./executor.ts";
import type { Graph, GraphNode, Task } from "./graph.ts";
import { definitions, described, isThreaded } from "./interface.ts";
import { type Json, type JsonObject, list, object, rest, text, withoutDefaults } from "./json.ts";
import { presenceTests, substituteText } from "./placeholder.ts";
import { seconds } from "./quantity.ts";
import type { PipelineDocuments } from "./read.ts";
import { boundInput, dagOutput, resolve, rootScope, sibling } from "./scope.ts";
import { absent, isAssembled, type Value } from "./value.ts";

/**
 * What a pipeline means, whoever compiled it. Free: names of tasks and components; whether a component is shared or copied; how a
 * value is threaded through groups; what carries a function's source. Everything else counts, fields unknown to this file too.
 */
export function meaningOf(documents: PipelineDocuments): Graph {
  const { scope, tasks } = rootScope(documents);
  const code = codeNodes(tasks.length);
  const nodes: GraphNode[] = tasks.map((task) => ({ id: task.id, path: task.path, content: taskMeaning(task, documents, code.node) }));
  const root: GraphNode = { id: tasks.length + code.list.length, path: "", content: pipelineMeaning(documents, scope) };
  return { nodes: [...nodes, ...code.list, root] };
}

/** One node for each function, so that tasks which run the same one are known to, whatever it is called. */
function codeNodes(firstId: number): { list: GraphNode[]; node: ExecutorContext["codeNode"] } {
  const ids = new Map<string, number>();
  const nodes: GraphNode[] = [];
  const node = (identity: string): JsonObject => {
    const id = ids.get(identity) ?? firstId + ids.size;
    if (!ids.has(identity)) nodes.push({ id, path: `function ${ids.size + 1}`, content: { function: true } });
    ids.set(identity, id);
    return { $node: id };
  };
  return { list: nodes, node };
}

function pipelineMeaning({ spec, platforms }: PipelineDocuments, scope: Task["scope"]): JsonObject {
  const root = object(spec.root);
  const kubernetes = object(platforms.kubernetes);
  const { name, displayName, description, ...otherInfo } = object(spec.pipelineInfo);
  const known = ["components", "deploymentSpec", "pipelineInfo", "root", "schemaVersion", "sdkVersion", "defaultPipelineRoot"];
  return {
    pipeline: withoutDefaults({
      name,
      displayName: displayName === name ? undefined : displayName,
      description: described(description),
      ...otherInfo,
    }),
    schemaVersion: spec.schemaVersion ?? null,
    ...withoutDefaults({ root: spec.defaultPipelineRoot, config: object(kubernetes.pipelineConfig), other: rest(spec, known) }),
    otherPlatforms: withoutDefaults(rest(platforms, ["kubernetes", "typeline"])),
    inputs: definitions(root.inputDefinitions),
    outputs: definitions(root.outputDefinitions),
    returns: dagOutputs(scope, () => true),
  };
}

/** Where each output of a DAG comes from. */
function dagOutputs(scope: Task["scope"], counts: (name: string) => boolean): JsonObject {
  const outputs: JsonObject = {};
  for (const kind of ["parameters", "artifacts"] as const) {
    for (const name of Object.keys(object(object(scope.dag.outputs)[kind])).filter(counts)) {
      const selector = object(object(object(scope.dag.outputs)[kind])[name]);
      outputs[`${kind}.${name}`] = withoutDefaults({ from: dagOutput(scope, name, kind), other: rest(selector, selectorFields) });
    }
  }
  return outputs;
}

const selectorFields = ["valueFromParameter", "valueFromOneof", "artifactSelectors"];

function taskMeaning(task: Task, { spec, platforms }: PipelineDocuments, codeNode: ExecutorContext["codeNode"]): JsonObject {
  const order = new Set([...list(task.spec.dependentTasks).map(String), ...producers(task)]);
  return {
    ...withoutDefaults({
      in: task.scope.owner === undefined ? undefined : { $node: task.scope.owner.id },
      displayName: text(object(task.spec.taskInfo).name) === task.key ? undefined : object(task.spec.taskInfo).name,
      after: { $set: [...order].map((key) => ({ $node: sibling(task.scope, key).id })) },
      retry: retryMeaning(task.spec.retryPolicy),
      trigger: triggerMeaning(task),
      loop: loopMeaning(task),
      other: rest(task.spec, taskFields),
      otherTaskInfo: rest(object(task.spec.taskInfo), ["name"]),
    }),
    ...(task.inside === undefined ? leafMeaning(task, spec, platforms, codeNode) : groupMeaning(task)),
  };
}

const taskFields = ["componentRef", "taskInfo", "inputs", "dependentTasks", "cachingOptions", "retryPolicy", "triggerPolicy"].concat([
  "parameterIterator",
  "artifactIterator",
  "iteratorPolicy",
]);

/** Reading a task's output orders a task after it, whether or not `dependentTasks` repeats that (KFP: argocompiler, `addImplicitDependencies`). */
function producers(task: Task): string[] {
  return Object.values(object(task.spec.inputs)).flatMap((bindings) =>
    Object.values(object(bindings)).flatMap((binding) => {
      const { taskOutputParameter, taskOutputArtifact, taskFinalStatus } = object(binding);
      const producer = text(object(taskOutputParameter ?? taskOutputArtifact ?? taskFinalStatus).producerTask);
      return producer === undefined ? [] : [producer];
    }),
  );
}

/** Of a group only what others see counts. Its caching options do not: KFP's driver caches containers and importers. */
function groupMeaning(task: Task): JsonObject {
  const wrote = (name: string) => !isThreaded(name);
  const outputs = definitions(task.component.outputDefinitions);
  const visible = (fields: Json | undefined) => Object.fromEntries(Object.entries(object(fields)).filter(([name]) => wrote(name)));
  return {
    group: withoutDefaults({ parameters: visible(outputs.parameters), artifacts: visible(outputs.artifacts) }),
    returns: dagOutputs(task.inside!, wrote),
    ...withoutDefaults({ otherComponent: rest(task.component, ["dag", "inputDefinitions", "outputDefinitions"]) }),
    ...withoutDefaults({ otherDag: rest(task.inside!.dag, ["tasks", "outputs"]) }),
  };
}

function leafMeaning(task: Task, spec: JsonObject, platforms: JsonObject, codeNode: ExecutorContext["codeNode"]): JsonObject {
  const label = String(task.component.executorLabel);
  const entry = (deployment: Json | undefined) => object(object(object(deployment).executors)[label]);
  const executor = entry(spec.deploymentSpec);
  const ours = entry(object(platforms.typeline).deploymentSpec);
  const kubernetes = entry(object(platforms.kubernetes).deploymentSpec);
  const bindings = argumentsOf(task, presenceTests(executor));
  const context: ExecutorContext = {
    lookUp: (name) => bindings.inText(name),
    resolve: (parameter) => resolve(task, parameter, "parameters"),
    codeNode,
  };
  const shared = {
    outputs: definitions(task.component.outputDefinitions),
    caching: cachingMeaning(task.spec.cachingOptions),
    executor: executorMeaning(executor, kubernetes, ours, context),
    ...withoutDefaults({ otherComponent: rest(task.component, ["executorLabel", "inputDefinitions", "outputDefinitions"]) }),
  };
  if (executor.importer === undefined) return { ...shared, inputs: bindings.inputs, arguments: bindings.arguments };
  const { constant, runtimeParameter } = object(object(executor.importer).artifactUri);
  return { ...shared, uri: constant === undefined ? boundInput(task, text(runtimeParameter) ?? "", "parameters") : { constant } };
}

interface Arguments {
  /** Name → definition, without inputs that only carry values to where they are used. */
  readonly inputs: JsonObject;
  readonly arguments: JsonObject;
  /** What stands for a placeholder in the executor's texts: threaded inputs and assembled arguments, never the component's own inputs. */
  inText(name: string): Value | undefined;
}

/** `tested`: inputs whose presence the command line asks for. KFP's driver does that before defaults (`resolveIfPresent`), so a default is not one there. */
function argumentsOf(task: Task, tested: ReadonlySet<string>): Arguments {
  const { parameters = {}, artifacts = {} } = definitions(task.component.inputDefinitions) as {
    parameters?: JsonObject;
    artifacts?: JsonObject;
  };
  const assembly = object(object(object(object(object(task.spec.inputs).parameters)[argumentsInput]).runtimeValue).constant);
  const leaves = new Set(Object.values(assembly).flatMap(leavesOf));
  const counts = (name: string) => !isThreaded(name) && !leaves.has(name);
  const declared = { parameters, artifacts };
  const leftOut = (name: string, kind: "parameters" | "artifacts") => tested.has(name) && !(name in object(object(task.spec.inputs)[kind]));
  const values = new Map<string, Value>();
  for (const kind of ["parameters", "artifacts"] as const) {
    for (const name of Object.keys(declared[kind]).filter(counts))
      values.set(name, leftOut(name, kind) ? absent : boundInput(task, name, kind));
  }
  for (const [name, node] of Object.entries(assembly))
    values.set(
      name,
      assembledValue(node, (leaf, kind) => boundInput(task, leaf, kind)),
    );
  const own = (kind: "parameters" | "artifacts") =>
    Object.fromEntries(Object.entries(declared[kind]).filter(([name]) => counts(name) && !isAssembled(values.get(name)!)));
  return {
    inputs: withoutDefaults({ parameters: own("parameters"), artifacts: own("artifacts") }),
    arguments: Object.fromEntries(values),
    inText: (name) => (counts(name) && name in parameters ? undefined : boundInput(task, name, "parameters")),
  };
}

/** Off is `{}`, `enableCache: false` or nothing at all. */
function cachingMeaning(value: Json | undefined): JsonObject {
  return withoutDefaults(object(value));
}

/** KFP's SDK writes these defaults out (`set_retry`). */
function retryMeaning(value: Json | undefined): JsonObject | undefined {
  if (value === undefined) return undefined;
  const { maxRetryCount, backoffDuration, backoffFactor, backoffMaxDuration, ...others } = object(value);
  return {
    max: maxRetryCount ?? 0,
    wait: seconds(backoffDuration, 0),
    factor: backoffFactor ?? 2,
    maxWait: seconds(backoffMaxDuration, 3600),
    ...others,
  };
}

/** Names in a condition are those of the task's own inputs: each becomes the value behind it. */
function triggerMeaning(task: Task): JsonObject {
  const { condition, ...others } = object(task.spec.triggerPolicy);
  if (typeof condition !== "string") return withoutDefaults(others);
  const named = condition.replaceAll(/inputs\.parameter_values\[['"]([^'"]+)['"]\]/g, "{{$.inputs.parameters['$1']}}");
  return withoutDefaults({ condition: substituteText(named, (name) => boundInput(task, name, "parameters")), ...others });
}

function loopMeaning(task: Task): JsonObject {
  const iterator = task.spec.parameterIterator ?? task.spec.artifactIterator;
  if (iterator === undefined) return {};
  const kind = task.spec.parameterIterator === undefined ? "artifacts" : "parameters";
  const { itemInput: _, items, ...others } = object(iterator);
  const { raw, inputParameter, inputArtifact } = object(items);
  const source = text(inputParameter) ?? text(inputArtifact);
  const over: JsonObject = source === undefined ? { constant: parsed(raw) } : boundInput(task, source, kind);
  return { over, kind, ...withoutDefaults({ ...others, policy: object(task.spec.iteratorPolicy) }) };
}

function parsed(raw: Json | undefined): Json {
  try {
    return JSON.parse(String(raw)) as Json;
  } catch {
    return raw ?? null; // not JSON: compared as text
  }
}
