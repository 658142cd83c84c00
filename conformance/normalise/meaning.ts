import { withReferences } from "./canonical.ts";
import { conditionMeaning } from "./condition.ts";
import type { ExecutorContext } from "./executor.ts";
import type { Graph, GraphNode, Scope, Task } from "./graph.ts";
import { container, displayName, isNode, isPipeline, unknownFields } from "./groups.ts";
import { definitions, described } from "./interface.ts";
import { type Json, type JsonObject, object, rest, text, withoutDefaults } from "./json.ts";
import { leafMeaning } from "./leaf.ts";
import { namesOf } from "./names.ts";
import { type Order, orderOf, producersIn } from "./order.ts";
import { seconds } from "./quantity.ts";
import type { PipelineDocuments } from "./read.ts";
import { boundInput, dagOutput, isLoop, rootScope } from "./scope.ts";

/**
 * What a pipeline means, whoever compiled it. Free: names of tasks and components; whether a component is shared or copied; how a
 * value is threaded through groups, and groups that only do that; what carries a function's source. Everything else counts, fields
 * unknown to this file too.
 */
export function meaningOf(documents: PipelineDocuments): Graph {
  const { scope, tasks } = rootScope(documents);
  const code = codeNodes(tasks.length);
  const nodes = tasks.filter(isNode);
  const own = new Map(nodes.map((task) => [task, ownMeaning(task, documents, code.node)]));
  const reads = new Map(nodes.map((task) => [task, producersIn(own.get(task)!).map((id) => tasks[id]!)]));
  const order = orderOf(reads);
  const names = namesOf(nodes, own);
  const contents = nodes.map((task): GraphNode => {
    const content = { ...placeMeaning(task), ...orderMeaning(order(task)), ...own.get(task)!, ...returnsOf(task) };
    return { id: task.id, path: names.get(task)!, content };
  });
  const root: GraphNode = { id: tasks.length + code.list.length, path: "", content: pipelineMeaning(documents, scope) };
  return whole({ nodes: [...contents, ...code.list, root] });
}

/** A reference to a task that is no node would compare equal to any other such. */
function whole(graph: Graph): Graph {
  const ids = new Set(graph.nodes.map(({ id }) => id));
  for (const { path, content } of graph.nodes) {
    withReferences(content, (id) => {
      if (!ids.has(id)) throw new Error(`${path} refers to a task that is no node`);
      return id;
    });
  }
  return graph;
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

function pipelineMeaning({ spec, platforms }: PipelineDocuments, scope: Scope): JsonObject {
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
    returns: dagOutputs(scope),
  };
}

/** Where each output of a DAG comes from. */
function dagOutputs(scope: Scope): JsonObject {
  const outputs: JsonObject = {};
  for (const kind of ["parameters", "artifacts"] as const) {
    for (const name of Object.keys(object(object(scope.dag.outputs)[kind]))) {
      const selector = object(object(object(scope.dag.outputs)[kind])[name]);
      outputs[`${kind}.${name}`] = withoutDefaults({ from: dagOutput(scope, name, kind), other: rest(selector, selectorFields) });
    }
  }
  return outputs;
}

const selectorFields = ["valueFromParameter", "valueFromOneof", "artifactSelectors"];

function placeMeaning(task: Task): JsonObject {
  const around = container(task);
  return around === undefined ? {} : { in: { $node: around.id } };
}

function orderMeaning(order: Order): JsonObject {
  const kinds = (Object.entries(order) as [string, readonly Task[]][]).filter(([, tasks]) => tasks.length > 0);
  return Object.fromEntries(kinds.map(([kind, tasks]) => [kind, { $set: tasks.map(({ id }) => ({ $node: id })) }]));
}

/** What a task is by itself: all that it reads is in here. */
function ownMeaning(task: Task, documents: PipelineDocuments, codeNode: ExecutorContext["codeNode"]): JsonObject {
  return {
    ...withoutDefaults({
      displayName: displayName(task),
      retry: retryMeaning(task.spec.retryPolicy),
      other: unknownFields(task),
      ...loopMeaning(task),
    }),
    ...whenMeaning(task),
    ...(task.inside === undefined ? leafMeaning(task, documents, codeNode) : groupMeaning(task)),
  };
}

/** Of a group only what others see counts. Its caching options do not: KFP's driver caches containers and importers. */
function groupMeaning(task: Task): JsonObject {
  return isPipeline(task) ? { pipeline: definitions(task.component.outputDefinitions) } : { group: true };
}

function returnsOf(task: Task): JsonObject {
  return task.inside !== undefined && isPipeline(task) ? { returns: dagOutputs(task.inside) } : {};
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
function whenMeaning(task: Task): JsonObject {
  const { condition } = object(task.spec.triggerPolicy);
  if (typeof condition !== "string") return {};
  const types = object(object(task.component.inputDefinitions).parameters);
  return {
    when: conditionMeaning(condition, {
      value: (name, kind) => boundInput(task, name, kind),
      type: (name) => object(types[name]).parameterType ?? null,
    }),
  };
}

function loopMeaning(task: Task): JsonObject {
  if (!isLoop(task)) return {};
  const kind = task.spec.parameterIterator === undefined ? "artifacts" : "parameters";
  const { itemInput: _, items, ...others } = object(task.spec.parameterIterator ?? task.spec.artifactIterator);
  const { raw, inputParameter, inputArtifact } = object(items);
  const source = text(inputParameter) ?? text(inputArtifact);
  const each: JsonObject = source === undefined ? { constant: parsed(raw) } : boundInput(task, source, kind);
  return { each, ...withoutDefaults({ ...others, policy: object(task.spec.iteratorPolicy) }) };
}

function parsed(raw: Json | undefined): Json {
  try {
    return JSON.parse(String(raw)) as Json;
  } catch {
    return raw ?? null; // not JSON: compared as text
  }
}
