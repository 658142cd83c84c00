import type { KubernetesExecutorConfig } from "@typeline/ir";
import { VOLUME_DETAILS } from "./run.ts";

/** Settings that only a cluster can honour, in the words in which a run lists them. */
const CLUSTER_ONLY: readonly (readonly [phrase: string, of: (config: KubernetesExecutorConfig) => unknown])[] = [
  ["node selectors", ({ nodeSelector }) => nodeSelector],
  ["node affinity", ({ nodeAffinity }) => nodeAffinity],
  ["pod affinity", ({ podAffinity }) => podAffinity],
  ["tolerations", ({ tolerations }) => tolerations],
  ["labels and annotations of pods", ({ podMetadata }) => podMetadata],
  ["image pull secrets", ({ imagePullSecret }) => imagePullSecret],
  ["init containers", ({ initContainers }) => initContainers],
  ["resource claims", ({ podResourceClaims }) => podResourceClaims],
  [VOLUME_DETAILS, ({ genericEphemeralVolume }) => genericEphemeralVolume],
  [VOLUME_DETAILS, ({ emptyDirMounts }) => emptyDirMounts?.filter(({ sizeLimit, medium }) => sizeLimit || medium)],
];

/** What of a task's settings is ignored on this machine, each once. */
export function ignoredSettings(config: KubernetesExecutorConfig): string[] {
  return [...new Set(CLUSTER_ONLY.flatMap(([phrase, of]) => (isSet(of(config)) ? [phrase] : [])))];
}

function isSet(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}
