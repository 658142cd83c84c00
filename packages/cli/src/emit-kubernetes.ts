import { join } from "node:path";
import type { CompiledPipeline, StoredBundles } from "@typeline/compiler";
import { type PipelineDocument, type ResourceText, writeConfigMap, writePipelineResources } from "@typeline/ir";
import { countTasks } from "./count-tasks.ts";
import type { Emitted } from "./emit.ts";
import { UsageError } from "./errors.ts";
import type { CompileFlags } from "./flags.ts";
import type { OutputPlan } from "./outputs.ts";

/** What resources of Kubernetes need besides a pipeline. */
export interface KubernetesOptions {
  readonly storeBundles: (document: PipelineDocument) => StoredBundles;
  /** Of the environment; else whoever applies the resources says where. */
  readonly namespace?: string | undefined;
}

/**
 * Pipelines as resources of Kubernetes: config maps with the bundles of TypeScript components, then KFP's `Pipeline` and `PipelineVersion`,
 * in the order in which a cluster can take them.
 *
 * @throws UsageError where `--split` has no folder to write to
 */
export function emitKubernetes(
  pipelines: readonly CompiledPipeline[],
  { split, output }: CompileFlags,
  plan: OutputPlan,
  { storeBundles, namespace }: KubernetesOptions,
): Emitted[] {
  if (split && plan.folder === undefined)
    throw new UsageError(`\`--split\` writes several files: write \`-o DIR/\` in place of \`-o ${output}\`.`);
  const files = pipelines.flatMap(({ name, document }): Emitted[] => {
    const { document: stored, configMaps } = storeBundles(document);
    const resources = [...configMaps.map((map) => writeConfigMap(map, namespace)), ...writePipelineResources(stored, namespace)];
    const emitted = (path: string, text: string): Emitted => ({
      pipeline: name,
      path,
      text,
      tasks: countTasks(document),
      bytes: Buffer.byteLength(text),
    });
    if (!split) return [emitted(plan.pathOf(name), resources.map(({ text }) => text).join("---\n"))];
    return resources.map((resource) => emitted(join(plan.folder!, fileName(resource, name)), resource.text));
  });
  // Two pipelines may share a component, and so its config map.
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

/** A version's file keeps its name when the version changes, so that a repository sees the change and not a new file. */
function fileName({ kind, name }: ResourceText, pipeline: string): string {
  return kind === "ConfigMap" ? `${name}.configmap.yaml` : `${pipeline}.${kind.toLowerCase()}.yaml`;
}
