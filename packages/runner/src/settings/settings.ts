import type { KubernetesExecutorConfig, SecurityContext } from "@typeline/ir";
import type { Mount } from "../executors/executor.ts";
import { fieldOfPod, type PodFacts } from "./field-paths.ts";
import { ignoredSettings } from "./ignored.ts";
import { orError, refuse } from "./problem.ts";
import { type Resolve, resolveNames } from "./resolved.ts";
import { lookUp } from "./secrets.ts";
import { planVolumes, type Volume, type VolumePlace } from "./volumes.ts";

export interface SettingsContext extends VolumePlace {
  readonly pod: PodFacts;
}

/** What a task's settings for Kubernetes mean on this machine. */
export interface LocalSettings {
  /** Variables from secrets, config maps and fields of the pod; they win over the container's own, as they come later there. */
  readonly env: Readonly<Record<string, string>>;
  /** Values to mask in logs. Those of config maps are no secrets. */
  readonly secretValues: readonly string[];
  readonly mounts: readonly Mount[];
  /** What {@link makeVolumes} has to make before the task starts. */
  readonly volumes: readonly Volume[];
  /** Seconds that an attempt may take; missing where it may take any. */
  readonly timeout?: number;
  /** The settings with names filled in. */
  readonly kubernetes: KubernetesExecutorConfig;
  /** What is not honoured, each in a short phrase: `node selectors`. */
  readonly ignored: readonly string[];
}

/**
 * What a task's settings for Kubernetes mean on this machine. Touches nothing: {@link makeVolumes} makes the folders.
 *
 * `enabledSharedMemory` is for containers; other tasks have this machine's `/dev/shm` whole.
 *
 * @returns `error`: in one sentence, what is missing or wrong
 */
export function localSettings(
  config: KubernetesExecutorConfig | undefined,
  resolve: Resolve,
  context: SettingsContext,
): LocalSettings | { readonly error: string } {
  return orError(() => {
    const kubernetes = resolveNames(config ?? {}, resolve);
    checkPolicy(kubernetes.imagePullPolicy);
    checkIdentity(kubernetes.securityContext);
    const timeout = Number(kubernetes.activeDeadlineSeconds ?? 0);
    const planned = planVolumes(kubernetes, context);
    const { env, secretValues } = variables(kubernetes, context);
    const mounted = planned.volumes.flatMap((volume) =>
      volume.kind === "files" && volume.secret ? volume.files.map(([, text]) => text) : [],
    );
    return {
      env,
      secretValues: [...new Set([...secretValues, ...mounted])].filter((value) => value !== ""),
      ...planned,
      ...(timeout > 0 && { timeout }),
      kubernetes,
      ignored: ignoredSettings(kubernetes),
    };
  });
}

/** In KFP's order: a later variable of a name wins. */
function variables(config: KubernetesExecutorConfig, context: SettingsContext): Pick<LocalSettings, "env" | "secretValues"> {
  const env = new Map<string, string>();
  const secretValues: string[] = [];
  const set = (name: string | undefined, value: string | undefined) => {
    if (!name) refuse("a variable of the environment has no name");
    if (value !== undefined) env.set(name, value);
    return value;
  };
  for (const { secretName, keyToEnv = [], optional = false } of config.secretAsEnv ?? []) {
    for (const { secretKey = "", envVar } of keyToEnv) {
      const value = set(envVar, lookUp(context, "secret", secretName!, secretKey, optional));
      if (value !== undefined) secretValues.push(value);
    }
  }
  for (const { configMapName, keyToEnv = [], optional = false } of config.configMapAsEnv ?? []) {
    for (const { configMapKey = "", envVar } of keyToEnv)
      set(envVar, lookUp(context, "config map", configMapName!, configMapKey, optional));
  }
  for (const { name, fieldPath = "" } of config.fieldPathAsEnv ?? []) {
    const value = fieldOfPod(fieldPath, context.pod, config.podMetadata);
    set(
      name,
      value ??
        refuse(`the variable \`${name}\` cannot have the pod's field \`${fieldPath}\`; Kubernetes knows no such field for variables`),
    );
  }
  return { env: Object.fromEntries(env), secretValues };
}

/** KFP's driver takes no others. */
function checkPolicy(policy: string | undefined): void {
  if (policy === undefined || policy === "" || /^(?:Always|Never|IfNotPresent)$/.test(policy)) return;
  refuse(`\`${policy}\` is not a pull policy; use \`Always\`, \`Never\` or \`IfNotPresent\``);
}

function checkIdentity({ runAsUser, runAsGroup }: SecurityContext = {}): void {
  for (const id of [runAsUser, runAsGroup])
    if (id !== undefined && !/^\d{1,10}$/.test(String(id))) refuse(`\`${id}\` is not the id of a user or group`);
}
