import { relative, sep } from "node:path";
import type { Location } from "@typeline/diagnostics";
import type { JsonObject, KubernetesPlatform, PipelineDocument, SourceMap, SourcePosition, TypelinePlatform } from "@typeline/ir";
import type { PipelineSettings } from "../2-analyze/pipelines.ts";
import type { PipelineGraph } from "../2-analyze/regions.ts";
import { record } from "../2-analyze/values.ts";
import type { Lowered } from "../4-lower/lower.ts";
import { interfaceSchema } from "../types/json-schema.ts";

/** The version of this package, as the IR's `sdkVersion` names it. */
const SDK_VERSION = "typeline-0.1.0";

/** The lowered pipeline as the two documents that are written: the spec, and what single platforms need besides. */
export function emitDocument(
  { spec, registry, places, handled }: Lowered,
  graph: PipelineGraph,
  options: PipelineSettings,
  buildEnv: ReadonlyMap<string, string>,
  root: string,
): PipelineDocument {
  const kubernetes: KubernetesPlatform = {
    ...(registry.kubernetes.size > 0 && { deploymentSpec: { executors: record(registry.kubernetes) } }),
    ...(registry.pipelineConfig && { pipelineConfig: registry.pipelineConfig }),
  };
  const typeline: TypelinePlatform = {
    config: {
      version: 1,
      sources: sourceMap(registry.sources, places, root),
      ...runOptions(options),
      ...(buildEnv.size > 0 && { buildEnv: record([...buildEnv].sort()) }),
      ...(handled.length > 0 && { handled: [...handled] }),
      ...(graph.inputs.length > 0 && { inputs: interfaceSchema(graph.inputs) as JsonObject }),
    },
    ...(registry.typeline.size > 0 && { deploymentSpec: { executors: record(registry.typeline) } }),
  };
  return {
    spec: { ...spec, sdkVersion: SDK_VERSION },
    platforms: { platforms: { ...(Object.keys(kubernetes).length > 0 && { kubernetes }), typeline } },
  };
}

/** Options of the run that KFP's own fields have no place for; who submits the pipeline reads them here. */
function runOptions({ schedule, parallelism, serviceAccount, labels }: PipelineSettings): { run?: JsonObject } {
  const options = Object.entries({ schedule, parallelism, serviceAccount, labels }).filter(([, value]) => value !== undefined);
  return options.length > 0 ? { run: Object.fromEntries(options) as JsonObject } : {};
}

/** Where components and tasks were written: paths relative to the project, so that the bytes are the same in every clone. */
function sourceMap(components: ReadonlyMap<string, Location>, places: Lowered["places"], root: string): SourceMap {
  const all = [...components.values(), ...[...places.values()].flatMap((tasks) => [...tasks.values()])];
  const paths = new Map([...new Set(all.map(({ file }) => file))].map((file) => [file, relative(root, file).split(sep).join("/")]));
  const files = [...new Set(paths.values())].sort();
  const position = ({ file, line, column }: Location): SourcePosition => [files.indexOf(paths.get(file)!), line, column];
  const positions = (of: ReadonlyMap<string, Location>) => record([...of].map(([key, location]) => [key, position(location)] as const));
  return {
    files,
    ...(components.size > 0 && { components: positions(components) }),
    ...(places.size > 0 && { tasks: record([...places].map(([dag, tasks]) => [dag, positions(tasks)] as const)) }),
  };
}
