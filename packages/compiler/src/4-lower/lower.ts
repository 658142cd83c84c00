import { diagnose, type Location, type Report } from "@typeline/diagnostics";
import type { ComponentSpec, PipelineSpec, PipelineTaskSpec } from "@typeline/ir";
import type { NodeComponent } from "../2-analyze/components.ts";
import type { PipelineSettings } from "../2-analyze/pipelines.ts";
import type { NestedNode, PipelineGraph, TaskNode } from "../2-analyze/regions.ts";
import type { Bundle } from "../3-bundle/bundle.ts";
import { estimate } from "../3-bundle/estimate.ts";
import { executorOf } from "./executors.ts";
import { groupImporter, needsGroup } from "./importer-groups.ts";
import { inputTypes, interfaceDefinitions } from "./interfaces.ts";
import { dagOutputs } from "./outputs.ts";
import { pipelineConfig } from "./pipeline-config.ts";
import { duration } from "./quantities.ts";
import { producersOf, reference } from "./references.ts";
import { Registry } from "./registry.ts";
import { taskInputs } from "./task-inputs.ts";

/** A pipeline as IR, without what `5-emit` adds: the header, the source map. */
export interface Lowered {
  readonly spec: PipelineSpec;
  readonly registry: Registry;
  readonly places: Places;
}

/** Where tasks stand in the source, by the key of the DAG's component (`root`) and the task's key. */
export type Places = Map<string, Map<string, Location>>;

/** What all functions of this room share. */
export interface LowerContext {
  readonly registry: Registry;
  readonly bundles: ReadonlyMap<NodeComponent, Bundle>;
  readonly places: Places;
  /** The image of TypeScript components that name none, and what goes before image names without a registry. */
  readonly images: { readonly default: string; readonly registry: string | undefined };
  readonly groups: Map<PipelineGraph, string>;
}

/** Region graph → PipelineSpec. */
export function lower(
  graph: PipelineGraph,
  options: PipelineSettings,
  bundles: ReadonlyMap<NodeComponent, Bundle>,
  images: LowerContext["images"],
  report: Report,
): Lowered {
  const cx: LowerContext = { registry: new Registry(), bundles, places: new Map(), images, groups: new Map() };
  const root = lowerDag(cx, graph, "root");
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
  return { spec, registry: cx.registry, places: cx.places };
}

/** One region as the DAG of a component. */
function lowerDag(cx: LowerContext, graph: PipelineGraph, key: string): ComponentSpec {
  const tasks: Record<string, PipelineTaskSpec> = {};
  const places = new Map<string, Location>();
  cx.places.set(key, places);
  for (const node of graph.body.nodes) {
    Object.defineProperty(tasks, node.name, {
      value: node.kind === "task" ? lowerTask(cx, node, key) : lowerNested(cx, node),
      enumerable: true,
    });
    places.set(node.name, node.source);
  }
  const inputs = inputTypes(graph.inputs);
  const { dag, definitions } = dagOutputs(graph.outputs, graph.interface.outputs);
  return {
    ...(inputs && { inputDefinitions: inputs }),
    ...(definitions && { outputDefinitions: definitions }),
    dag: { tasks, ...(dag && { outputs: dag }) },
  };
}

function lowerTask(cx: LowerContext, node: TaskNode, dag: string): PipelineTaskSpec {
  if (node.component.kind === "importer" && needsGroup(node)) return groupImporter(cx, node, (inner, key) => lowerTask(cx, inner, key));
  const inputs = taskInputs(node);
  const executor = executorOf(cx, node, inputs, dag);
  const component = cx.registry.component(
    node.component.name,
    { ...interfaceDefinitions(node.component, inputs), executorLabel: executor },
    node.component.source,
  );
  const { cache, retries, ifUpstream, displayName } = node.settings;
  return {
    componentRef: { name: component },
    cachingOptions: cachingOptions(cache),
    ...dependencies(node),
    ...(inputs.spec && { inputs: inputs.spec }),
    // KFP looks an importer's outputs up by this name: it must be the task's key.
    taskInfo: { name: node.component.kind === "importer" ? node.name : (displayName ?? node.name) },
    ...(retries && retries.max > 0 && { retryPolicy: retryPolicy(retries) }),
    ...(ifUpstream === "completed" && { triggerPolicy: { strategy: "ALL_UPSTREAM_TASKS_COMPLETED" } }),
  };
}

function lowerNested(cx: LowerContext, node: NestedNode): PipelineTaskSpec {
  let key = cx.groups.get(node.graph);
  if (key === undefined) {
    key = cx.registry.reserve(node.graph.name);
    cx.groups.set(node.graph, key);
    cx.registry.define(key, lowerDag(cx, node.graph, key), node.graph.source);
  }
  const parameters: NonNullable<NonNullable<PipelineTaskSpec["inputs"]>["parameters"]> = {};
  const artifacts: NonNullable<NonNullable<PipelineTaskSpec["inputs"]>["artifacts"]> = {};
  for (const [name, value] of node.arguments) {
    const { parameter, artifact } = reference(value);
    if (parameter) Object.defineProperty(parameters, name, { value: parameter, enumerable: true });
    if (artifact) Object.defineProperty(artifacts, name, { value: artifact, enumerable: true });
  }
  const { displayName, ifUpstream } = node.settings;
  const [hasParameters, hasArtifacts] = [Object.keys(parameters).length > 0, Object.keys(artifacts).length > 0];
  return {
    componentRef: { name: key },
    cachingOptions: { enableCache: true },
    ...dependencies(node),
    ...((hasParameters || hasArtifacts) && { inputs: { ...(hasParameters && { parameters }), ...(hasArtifacts && { artifacts }) } }),
    taskInfo: { name: displayName ?? node.name },
    ...(ifUpstream === "completed" && { triggerPolicy: { strategy: "ALL_UPSTREAM_TASKS_COMPLETED" } }),
  };
}

/** The tasks of the same DAG that must end first: those whose data it takes, and those of `after`. */
function dependencies(node: TaskNode | NestedNode): { dependentTasks?: string[] } {
  const names = new Set(node.after.map((other) => other.name));
  for (const value of node.arguments.values()) for (const name of producersOf(value)) names.add(name);
  if (node.kind === "task") for (const value of settingValues(node)) for (const name of producersOf(value)) names.add(name);
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
