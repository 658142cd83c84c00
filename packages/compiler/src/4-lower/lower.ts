import { diagnose, type Location, type Report } from "@typeline/diagnostics";
import type { ComponentSpec, PipelineSpec, PipelineTaskSpec, TaskInputsSpec } from "@typeline/ir";
import type { NodeComponent } from "../2-analyze/components.ts";
import type { PipelineSettings } from "../2-analyze/pipelines.ts";
import { callsIn, type NestedNode, type Output, type PipelineGraph, type RegionNode, type TaskNode } from "../2-analyze/regions.ts";
import { record } from "../2-analyze/values.ts";
import type { Bundle } from "../3-bundle/bundle.ts";
import { estimate } from "../3-bundle/estimate.ts";
import type { Port } from "../types/value-type.ts";
import { type Dag, producersIn } from "./dag.ts";
import { executorOf } from "./executors.ts";
import { Groups, producerIn } from "./groups.ts";
import { groupImporter, needsGroup } from "./importer-groups.ts";
import { inputTypes, interfaceDefinitions, outputDefinitions } from "./interfaces.ts";
import { pipelineConfig } from "./pipeline-config.ts";
import { duration } from "./quantities.ts";
import { Registry } from "./registry.ts";
import { taskInputs } from "./task-inputs.ts";

/** A pipeline as IR, without what `5-emit` adds: the header, the source map. */
export interface Lowered {
  readonly spec: PipelineSpec;
  readonly registry: Registry;
  readonly places: Places;
  /** Tasks whose failure is caught: engines of their own read it. */
  readonly handled: readonly string[];
}

/** Where tasks stand in the source, by the key of the DAG's component (`root`) and the task's key. */
export type Places = Map<string, ReadonlyMap<string, Location>>;

/** What all functions of this room share. */
export interface LowerContext {
  readonly registry: Registry;
  readonly bundles: ReadonlyMap<NodeComponent, Bundle>;
  readonly places: Places;
  /** The image of TypeScript components that name none, and what goes before image names without a registry. */
  readonly images: { readonly default: string; readonly registry: string | undefined };
  readonly groups: Map<PipelineGraph, string>;
  /** The tasks that are all of a `finally`, each with the task of the body. */
  readonly exits: Map<RegionNode, string>;
  /** Tasks whose failure is caught: a component's key and the task's, `comp-try-catch-1/try-2`. */
  readonly handled: string[];
}

/** Region graph → PipelineSpec. */
export function lower(
  graph: PipelineGraph,
  options: PipelineSettings,
  bundles: ReadonlyMap<NodeComponent, Bundle>,
  images: LowerContext["images"],
  report: Report,
): Lowered {
  const cx: LowerContext = {
    registry: new Registry(),
    bundles,
    places: new Map(),
    images,
    groups: new Map(),
    exits: new Map(),
    handled: [],
  };
  const root = lowerGraph(cx, graph, "root");
  checkSizes(cx, report);
  const spec: PipelineSpec = {
    pipelineInfo: {
      name: graph.name,
      ...(options.displayName !== undefined && { displayName: options.displayName }),
      ...(options.description !== undefined && { description: options.description }),
    },
    root,
    components: cx.registry.components,
    deploymentSpec: { executors: cx.registry.executors },
    ...(options.root !== undefined && { defaultPipelineRoot: options.root }),
    schemaVersion: "2.1.0",
  };
  cx.registry.setPipelineConfig(pipelineConfig(options));
  return { spec, registry: cx.registry, places: cx.places, handled: cx.handled };
}

/** A pipeline graph as the DAG of a component, with a component for each of its groups. */
function lowerGraph(cx: LowerContext, graph: PipelineGraph, key: string): ComponentSpec {
  const groups = new Groups(cx, graph, key);
  const { root } = groups;
  for (const { name, type, optional } of graph.inputs) root.inputs.set(name, { type, optional });
  for (const call of callsIn(graph.body)) {
    const { dag, task } = groups.places.of(call);
    dag.tasks.set(task, call.kind === "task" ? lowerTask(cx, call, dag) : lowerNested(cx, call, dag));
    dag.sources.set(task, call.source);
  }
  const policies = groups.groups.map((group) => group.link());
  for (const [name, value] of graph.outputs) {
    root.outputs.set(name, { type: (value as Output).type, selectors: [producerIn(root, value)], oneOf: false });
  }
  for (const [index, { dag }] of groups.groups.entries()) {
    dag.parent!.tasks.set(dag.task, groupTask(dag, policies[index]!));
    dag.parent!.sources.set(dag.task, dag.source);
  }
  for (const { dag } of groups.groups) {
    const inputs = inputTypes([...dag.inputs].map(([name, { type, optional }]) => ({ name, type, optional })));
    cx.registry.define(dag.key, { ...(inputs && { inputDefinitions: inputs }), ...finished(cx, dag) }, dag.source);
  }
  const inputs = inputTypes(graph.inputs);
  return { ...(inputs && { inputDefinitions: inputs }), ...finished(cx, root, graph.interface.outputs) };
}

/** The tasks of a DAG and what it gives. */
function finished(cx: LowerContext, dag: Dag, ports: readonly Port[] = []): ComponentSpec {
  cx.places.set(dag.key, dag.sources);
  const outputs = dag.outputsSpec();
  const definitions = outputDefinitions(
    [...dag.outputs].map(([name, { type }]) => ({ name, type, description: ports.find((port) => port.name === name)?.description })),
  );
  return {
    ...(definitions && { outputDefinitions: definitions }),
    dag: { tasks: record(dag.tasks), ...(outputs && { outputs }) },
  };
}

/** The task that a group is. */
function groupTask(dag: Dag, policy: Partial<PipelineTaskSpec>): PipelineTaskSpec {
  const inputs = dag.given();
  return {
    componentRef: { name: dag.key },
    ...waits(new Set([...dag.waitsFor, ...producersIn(inputs)])),
    ...(inputs && { inputs }),
    taskInfo: { name: dag.task },
    ...policy,
  };
}

function lowerTask(cx: LowerContext, node: TaskNode, dag: Dag): PipelineTaskSpec {
  const after = waited(node, dag);
  if (node.component.kind === "importer" && needsGroup(node, dag))
    return groupImporter(cx, node, dag, after, (inner, group) => lowerTask(cx, inner, group));
  const inputs = taskInputs(node, dag);
  const executor = executorOf(cx, node, inputs, dag);
  const component = cx.registry.component(
    node.component.name,
    { ...interfaceDefinitions(node.component, inputs), executorLabel: executor },
    node.component.source,
  );
  const { cache, retries, displayName } = node.settings;
  const read = settingValues(node).map((value): TaskInputsSpec => ({ parameters: { value: dag.reference(value).parameter ?? {} } }));
  return {
    componentRef: { name: component },
    cachingOptions: cachingOptions(cache),
    ...waits(new Set([...after, ...producersIn(inputs.spec), ...read.flatMap(producersIn), ...exitOf(cx, node)])),
    ...(inputs.spec && { inputs: inputs.spec }),
    // KFP looks an importer's outputs up by this name: it must be the task's key.
    taskInfo: { name: node.component.kind === "importer" ? node.name : (displayName ?? node.name) },
    ...(retries && retries.max > 0 && { retryPolicy: retryPolicy(retries) }),
    ...runsAnyway(cx, node),
  };
}

function lowerNested(cx: LowerContext, node: NestedNode, dag: Dag): PipelineTaskSpec {
  let key = cx.groups.get(node.graph);
  if (key === undefined) {
    key = cx.registry.reserve(node.graph.name);
    cx.groups.set(node.graph, key);
    cx.registry.define(key, lowerGraph(cx, node.graph, key), node.graph.source);
  }
  const parameters: [string, NonNullable<TaskInputsSpec["parameters"]>[string]][] = [];
  const artifacts: [string, NonNullable<TaskInputsSpec["artifacts"]>[string]][] = [];
  for (const [name, value] of node.arguments) {
    const { parameter, artifact } = dag.reference(value);
    if (parameter) parameters.push([name, parameter]);
    if (artifact) artifacts.push([name, artifact]);
  }
  const inputs: TaskInputsSpec = {
    ...(parameters.length > 0 && { parameters: record(parameters) }),
    ...(artifacts.length > 0 && { artifacts: record(artifacts) }),
  };
  return {
    componentRef: { name: key },
    cachingOptions: { enableCache: true },
    ...waits(new Set([...waited(node, dag), ...producersIn(inputs), ...exitOf(cx, node)])),
    ...(Object.keys(inputs).length > 0 && { inputs }),
    taskInfo: { name: node.settings.displayName ?? node.name },
    ...runsAnyway(cx, node),
  };
}

/** The tasks of its DAG that a call is ordered after, without data; what stands outside holds up the group. */
function waited(node: TaskNode | NestedNode, dag: Dag): string[] {
  return node.after.map((other) => dag.after(other)).filter((name) => name !== undefined);
}

/** Of the one task of a `finally`, the body that it waits for. */
function exitOf(cx: LowerContext, node: TaskNode | NestedNode): string[] {
  const exit = cx.exits.get(node);
  return exit === undefined ? [] : [exit];
}

function runsAnyway(cx: LowerContext, node: TaskNode | NestedNode): Pick<PipelineTaskSpec, "triggerPolicy"> {
  const anyway = node.settings.ifUpstream === "completed" || cx.exits.has(node);
  return anyway ? { triggerPolicy: { strategy: "ALL_UPSTREAM_TASKS_COMPLETED" } } : {};
}

function waits(names: ReadonlySet<string>): { dependentTasks?: string[] } {
  return names.size === 0 ? {} : { dependentTasks: [...names].sort() };
}

/** The values that a task's options take from other tasks. */
function settingValues({ settings }: TaskNode) {
  const { image, cpu, memory, gpu, requests, nodeSelector, affinity, tolerations } = settings;
  const named = [...(settings.env?.values() ?? []), ...(settings.volumes?.values() ?? [])].flatMap((one) => [
    "secret" in one ? one.secret : undefined,
    "configMap" in one ? one.configMap : undefined,
    "claim" in one ? one.claim : undefined,
  ]);
  const all = [
    image,
    cpu,
    memory,
    gpu?.count,
    gpu?.type,
    requests?.cpu,
    requests?.memory,
    affinity,
    tolerations,
    ...named,
    ...(settings.imagePullSecrets ?? []),
  ];
  return [...all, nodeSelector instanceof Map ? undefined : (nodeSelector as typeof affinity)].filter((value) => value !== undefined);
}

/** `{}` turns caching off, as the KFP SDK writes it. */
function cachingOptions(cache: TaskNode["settings"]["cache"]): PipelineTaskSpec["cachingOptions"] & {} {
  if (cache === false) return {};
  return { enableCache: true, ...(typeof cache === "object" && { cacheKey: cache.key }) };
}

function retryPolicy(retries: NonNullable<TaskNode["settings"]["retries"]>): NonNullable<PipelineTaskSpec["retryPolicy"]> {
  return {
    maxRetryCount: retries.max,
    backoffDuration: duration(retries.backoff ?? "0s"),
    backoffFactor: retries.factor ?? 2,
    backoffMaxDuration: duration(retries.maxBackoff ?? "1h"),
  };
}

/** What the engine will have to store: over the limit, the pipeline cannot run. */
function checkSizes(cx: LowerContext, report: Report): void {
  for (const { message, location } of estimate(cx.registry.commands())) report(diagnose(message, location));
}
