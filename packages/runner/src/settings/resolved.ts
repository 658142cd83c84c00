import type { InputParameterSpec, JsonValue, KubernetesExecutorConfig } from "@typeline/ir";
import { nameProblem } from "./names.ts";
import { refuse } from "./problem.ts";

/** The value of an input of the task's surroundings; undefined or null where an optional one is not given. */
export type Resolve = (spec: InputParameterSpec) => JsonValue | undefined;

/**
 * The settings with the names of secrets, config maps and claims filled in, in the plain fields alone. As in KFP's driver
 * (`extendPodSpecPatch`) the new field wins over the deprecated one, and what gets null for a name is left out; a claim must have one.
 */
export function resolveNames(config: KubernetesExecutorConfig, resolve: Resolve): KubernetesExecutorConfig {
  const name = (what: string, parameter: InputParameterSpec | undefined, plain: string | undefined): string | undefined => {
    const value = parameter === undefined ? plain : resolve(parameter);
    if (value === undefined || value === null) return parameter === undefined ? refuse(`the name of ${what} is missing`) : undefined;
    if (typeof value !== "string") return refuse(`the name of ${what} must be a text, and is ${JSON.stringify(value)}`);
    const problem = nameProblem(what, value);
    return problem === undefined ? value : refuse(problem);
  };
  return {
    ...config,
    ...named(config, "secretAsEnv", ({ secretNameParameter, secretName, ...rest }) => {
      const secret = name("a secret", secretNameParameter, secretName);
      return secret === undefined ? undefined : { ...rest, secretName: secret };
    }),
    ...named(config, "secretAsVolume", ({ secretNameParameter, secretName, ...rest }) => {
      const secret = name("a secret", secretNameParameter, secretName);
      return secret === undefined ? undefined : { ...rest, secretName: secret };
    }),
    ...named(config, "configMapAsEnv", ({ configMapNameParameter, configMapName, ...rest }) => {
      const map = name("a config map", configMapNameParameter, configMapName);
      return map === undefined ? undefined : { ...rest, configMapName: map };
    }),
    ...named(config, "configMapAsVolume", ({ configMapNameParameter, configMapName, ...rest }) => {
      const map = name("a config map", configMapNameParameter, configMapName);
      return map === undefined ? undefined : { ...rest, configMapName: map };
    }),
    ...named(config, "pvcMount", ({ pvcNameParameter, constant, taskOutputParameter, componentInputParameter, ...rest }) => {
      const deprecated =
        taskOutputParameter !== undefined
          ? { taskOutputParameter }
          : componentInputParameter !== undefined
            ? { componentInputParameter }
            : undefined;
      const claim = name("a claim", pvcNameParameter ?? (constant ? undefined : deprecated), constant || undefined);
      return claim === undefined ? refuse("the name of a claim is missing") : { ...rest, constant: claim };
    }),
  };
}

type Lists = Pick<KubernetesExecutorConfig, "secretAsEnv" | "secretAsVolume" | "configMapAsEnv" | "configMapAsVolume" | "pvcMount">;

/** A list of the settings with each item changed, or left out; nothing where there is no such list. */
function named<K extends keyof Lists>(
  config: Lists,
  key: K,
  change: (item: NonNullable<Lists[K]>[number]) => NonNullable<Lists[K]>[number] | undefined,
): Pick<Lists, K> | undefined {
  const list = config[key];
  if (list === undefined) return undefined;
  return { [key]: list.map(change).filter((item) => item !== undefined) } as Pick<Lists, K>;
}
