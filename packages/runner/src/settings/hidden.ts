import type { PipelineDocument } from "@typeline/ir";

/**
 * Which of the values that stand in for secrets and config maps are hidden: all but those of names that the pipeline uses for config maps
 * alone.
 *
 * @param secrets by `name/key`
 */
export function hiddenSecrets(
  { platforms }: PipelineDocument,
  secrets: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const open = new Set<string>();
  const closed = new Set<string>();
  for (const config of Object.values(platforms?.platforms.kubernetes?.deploymentSpec?.executors ?? {})) {
    for (const one of [...(config.configMapAsEnv ?? []), ...(config.configMapAsVolume ?? [])])
      open.add(String(one.configMapNameParameter?.runtimeValue?.constant ?? one.configMapName ?? ""));
    for (const one of [...(config.secretAsEnv ?? []), ...(config.secretAsVolume ?? [])])
      closed.add(String(one.secretNameParameter?.runtimeValue?.constant ?? one.secretName ?? ""));
  }
  return new Map(
    [...secrets].filter(([path]) => {
      const name = path.slice(0, path.indexOf("/"));
      return !open.has(name) || closed.has(name);
    }),
  );
}
