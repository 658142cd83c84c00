import { type Json, type JsonObject, list, object, rest, text, withoutDefaults } from "./json.ts";
import { integer, quantity } from "./quantity.ts";
import { constant, type Value } from "./value.ts";

type Resolve = (spec: JsonObject) => Value;

/**
 * A KubernetesExecutorConfig in one form: environment by variable, volumes by mount path, deprecated plain fields (`secretName`)
 * folded into the ones that replaced them (`secretNameParameter`). Names of volumes are free. Unknown fields stay as they are.
 */
export function platformSettings(config: JsonObject, resolve: Resolve): JsonObject & { env: JsonObject } {
  const known = [
    ...Object.keys(volumeKinds),
    "secretAsEnv",
    "configMapAsEnv",
    "fieldPathAsEnv",
    "tolerations",
    "imagePullSecret",
    "securityContext",
  ];
  return {
    env: {
      ...keysAsEnv(config.secretAsEnv, "secret", "secretName", "secretKey", resolve),
      ...keysAsEnv(config.configMapAsEnv, "configMap", "configMapName", "configMapKey", resolve),
      ...Object.fromEntries(list(config.fieldPathAsEnv).map((one) => [String(object(one).name), { field: object(one).fieldPath ?? null }])),
    },
    ...withoutDefaults({
      volumes: volumes(config, resolve),
      tolerations: list(config.tolerations).map((one) => toleration(object(one), resolve)),
      imagePullSecrets: list(config.imagePullSecret).map((one) => named(object(one), "secretName", resolve)),
      securityContext: Object.fromEntries(
        Object.entries(object(config.securityContext)).map(([key, value]) => [key, integer(value) ?? null]),
      ),
      ...mapped(rest(config, known), resolve),
    }),
  };
}

function mapped(config: JsonObject, resolve: Resolve): JsonObject {
  const { activeDeadlineSeconds, nodeSelector, nodeAffinity, ...others } = config;
  return withoutDefaults({
    activeDeadlineSeconds: integer(activeDeadlineSeconds),
    nodeSelector: asJson(object(nodeSelector), "nodeSelectorJson", resolve),
    nodeAffinity: list(nodeAffinity).map((one) => asJson(object(one), "nodeAffinityJson", resolve)),
    ...others,
  });
}

/** Settings that may come from an input as one JSON value. */
function asJson(value: JsonObject, field: string, resolve: Resolve): JsonObject {
  const given = value[field];
  return withoutDefaults({ ...rest(value, [field]), json: given === undefined ? undefined : resolve(object(given)) });
}

function named(value: JsonObject, field: string, resolve: Resolve): Value {
  const parameter = value[`${field}Parameter`];
  return parameter === undefined ? constant(value[field] ?? null) : resolve(object(parameter));
}

function keysAsEnv(config: Json | undefined, kind: string, nameField: string, keyField: string, resolve: Resolve): JsonObject {
  const entries = list(config)
    .map(object)
    .flatMap((source) =>
      list(source.keyToEnv).map((one) => {
        const { [keyField]: key, envVar, ...others } = object(one);
        const optional = source.optional === true ? { optional: true } : {};
        return [String(envVar), { [kind]: named(source, nameField, resolve), key: key ?? null, ...optional, ...others }] as const;
      }),
    );
  return Object.fromEntries(entries);
}

const volumeKinds: Readonly<Record<string, (volume: JsonObject, resolve: Resolve) => JsonObject>> = {
  secretAsVolume: (volume, resolve) => ({
    secret: named(volume, "secretName", resolve),
    ...rest(volume, ["secretName", "secretNameParameter"]),
  }),
  configMapAsVolume: (volume, resolve) => ({
    configMap: named(volume, "configMapName", resolve),
    ...rest(volume, ["configMapName", "configMapNameParameter"]),
  }),
  pvcMount: claim,
  emptyDirMounts: ({ sizeLimit, ...volume }) => ({ emptyDir: true, ...rest(volume, ["volumeName"]), size: size(sizeLimit) }),
  genericEphemeralVolume: ({ size: amount, accessModes, ...volume }) => ({
    ephemeral: size(amount),
    accessModes: list(accessModes).map((mode) => (text(mode) ?? "").toLowerCase()),
    ...rest(volume, ["volumeName", "defaultStorageClass"]),
    ...(text(volume.storageClassName) === undefined ? { defaultStorageClass: volume.defaultStorageClass ?? true } : {}),
  }),
};

function volumes(config: JsonObject, resolve: Resolve): JsonObject {
  const mounts: JsonObject = {};
  for (const [field, form] of Object.entries(volumeKinds)) {
    for (const volume of list(config[field]).map(object)) {
      const { mountPath, ...settings } = form(volume, resolve);
      mounts[String(mountPath)] = withoutDefaults(settings);
    }
  }
  return mounts;
}

/** A claim's name is a constant, a task's output or an input; each has a deprecated field of its own, and all share `pvcNameParameter`. */
function claim(volume: JsonObject, resolve: Resolve): JsonObject {
  const old = ["constant", "taskOutputParameter", "componentInputParameter"].find((field) => volume[field] !== undefined);
  const deprecated: JsonObject =
    old === undefined ? {} : old === "constant" ? { runtimeValue: { constant: volume.constant! } } : { [old]: volume[old]! };
  const name = resolve(volume.pvcNameParameter === undefined ? deprecated : object(volume.pvcNameParameter));
  return { claim: name, ...rest(volume, ["constant", "taskOutputParameter", "componentInputParameter", "pvcNameParameter"]) };
}

function size(amount: Json | undefined): Json {
  return typeof amount === "string" ? quantity(amount) : null;
}

function toleration(value: JsonObject, resolve: Resolve): JsonObject {
  const { tolerationSeconds, ...others } = value;
  return { ...asJson(others, "tolerationJson", resolve), ...withoutDefaults({ tolerationSeconds: integer(tolerationSeconds) }) };
}
