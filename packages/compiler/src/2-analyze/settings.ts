import type { Value } from "./regions.ts";

/** The options of a task, read. `dsl.ts` declares them; a {@link Value} stands where a run may decide. */
export interface Settings {
  readonly displayName?: string | undefined;
  readonly image?: Value | undefined;
  readonly cpu?: Value | undefined;
  readonly memory?: Value | undefined;
  readonly gpu?: { readonly count: Value; readonly type: Value } | undefined;
  readonly requests?: { readonly cpu?: Value | undefined; readonly memory?: Value | undefined } | undefined;
  readonly env?: ReadonlyMap<string, EnvSetting> | undefined;
  readonly volumes?: ReadonlyMap<string, VolumeSetting> | undefined;
  readonly nodeSelector?: ReadonlyMap<string, string> | Value | undefined;
  readonly affinity?: Value | undefined;
  readonly tolerations?: Value | undefined;
  readonly labels?: ReadonlyMap<string, string> | undefined;
  readonly annotations?: ReadonlyMap<string, string> | undefined;
  readonly imagePullPolicy?: string | undefined;
  readonly imagePullSecrets?: readonly Value[] | undefined;
  readonly securityContext?: { readonly runAsUser?: number; readonly runAsGroup?: number; readonly runAsNonRoot?: boolean } | undefined;
  readonly retries?:
    | { readonly max: number; readonly backoff?: string; readonly factor?: number; readonly maxBackoff?: string }
    | undefined;
  readonly timeout?: string | undefined;
  readonly cache?: boolean | { readonly key: string } | undefined;
  readonly ifUpstream?: "succeeded" | "completed" | undefined;
}
export type EnvSetting =
  | { readonly text: string }
  | { readonly secret: Value; readonly key: string; readonly optional: boolean }
  | { readonly configMap: Value; readonly key: string; readonly optional: boolean }
  | { readonly field: string };
export type VolumeSetting =
  | { readonly claim: Value; readonly subPath?: string }
  | { readonly secret: Value; readonly optional: boolean }
  | { readonly configMap: Value; readonly optional: boolean }
  | { readonly emptyDir: { readonly size?: string; readonly medium?: string } }
  | { readonly ephemeral: { readonly size: string; readonly storageClass?: string } };

/** A component's own options: its settings, and what belongs to its code. */
export interface ComponentSettings extends Settings {
  readonly name?: string | undefined;
  readonly packages?: readonly string[] | undefined;
}

const KUBERNETES = [
  "volumes",
  "nodeSelector",
  "tolerations",
  "affinity",
  "labels",
  "annotations",
  "imagePullPolicy",
  "imagePullSecrets",
  "securityContext",
];
const TASK = ["cpu", "memory", "gpu", "requests", ...KUBERNETES, "image", "env", "retries", "timeout", "cache"];
/** What may be written where. */
export const OPTION_NAMES = {
  call: [...TASK, "name", "displayName", "after", "ifUpstream"],
  component: [...TASK, "name", "displayName", "packages"],
  container: [...TASK.filter((name) => name !== "image"), "name", "displayName"],
  defaults: TASK,
  nested: ["name", "displayName", "after", "ifUpstream", "retries", "cache"],
  importer: ["metadata", "reimport", "name", "displayName", "after"],
  pipeline: [
    ...["name", "displayName", "labels", "description", "root", "schedule", "timeout", "ttl"],
    ...["workspace", "parallelism", "serviceAccount", "defaults"],
  ],
} as const;

const MERGED = ["env", "labels", "annotations", "nodeSelector", "volumes"] as const;

/** Later settings over earlier ones, key by key; environment, labels, annotations, node selectors and volumes are merged. */
export function mergeSettings<S extends Settings>(...layers: readonly S[]): S {
  const result: Record<string, unknown> = {};
  for (const layer of layers) {
    for (const [key, value] of Object.entries(layer)) {
      const before = result[key];
      const both = (MERGED as readonly string[]).includes(key) && before instanceof Map && value instanceof Map;
      result[key] = both ? new Map([...(before as Map<string, unknown>), ...(value as Map<string, unknown>)]) : value;
    }
  }
  return result as S;
}
