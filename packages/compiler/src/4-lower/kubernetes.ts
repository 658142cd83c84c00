import type {
  InputParameterSpec,
  KubernetesExecutorConfig,
  NodeAffinityTerm,
  PodAffinityTerm,
  SelectorRequirement,
  Toleration,
} from "@typeline/ir";
import type { Value } from "../2-analyze/regions.ts";
import type { Settings, VolumeSetting } from "../2-analyze/settings.ts";
import type { Dag } from "./dag.ts";
import { seconds } from "./quantities.ts";

/** The settings of a task that KFP reads from the platform document; `dynamic` if some of them name tasks or inputs of the DAG. */
export function kubernetesConfig(settings: Settings, dag: Dag): { config: KubernetesExecutorConfig; dynamic: boolean } | undefined {
  const config: KubernetesExecutorConfig = {
    ...environment(settings.env, dag),
    ...volumes(settings.volumes, dag),
    ...nodeSelector(settings.nodeSelector, dag),
    ...affinity(settings.affinity, dag),
    ...tolerations(settings.tolerations, dag),
    ...podMetadata(settings),
    ...(settings.imagePullPolicy !== undefined && { imagePullPolicy: settings.imagePullPolicy }),
    ...(settings.imagePullSecrets && { imagePullSecret: settings.imagePullSecrets.map((secret) => named("secretName", secret, dag)) }),
    ...securityContext(settings.securityContext),
    ...(settings.timeout !== undefined && { activeDeadlineSeconds: String(Math.ceil(seconds(settings.timeout))) }),
  };
  if (Object.keys(config).length === 0) return undefined;
  return { config, dynamic: /"(componentInputParameter|taskOutputParameter)":/.test(JSON.stringify(config)) };
}

/** A name in the deprecated plain field, where it is known, and in the field that takes parameters: as KFP's SDK writes it. */
function named<K extends string>(field: K, value: Value, dag: Dag): { [F in K]?: string } & { [F in `${K}Parameter`]: InputParameterSpec } {
  const parameter = dag.reference(value).parameter!;
  return { ...(value.kind === "constant" && { [field]: String(value.value) }), [`${field}Parameter`]: parameter } as never;
}

function environment(env: Settings["env"], dag: Dag): KubernetesExecutorConfig {
  const secrets = new Map<string, NonNullable<KubernetesExecutorConfig["secretAsEnv"]>[number]>();
  const configMaps = new Map<string, NonNullable<KubernetesExecutorConfig["configMapAsEnv"]>[number]>();
  const fields: NonNullable<KubernetesExecutorConfig["fieldPathAsEnv"]> = [];
  for (const [envVar, value] of env ?? []) {
    if ("secret" in value) {
      const of = entry(secrets, value, dag, () => ({ ...named("secretName", value.secret, dag), keyToEnv: [], optional: value.optional }));
      of.keyToEnv!.push({ secretKey: value.key, envVar });
    } else if ("configMap" in value) {
      const of = entry(configMaps, value, dag, () => ({
        ...named("configMapName", value.configMap, dag),
        keyToEnv: [],
        optional: value.optional,
      }));
      of.keyToEnv!.push({ configMapKey: value.key, envVar });
    } else if ("field" in value) fields.push({ name: envVar, fieldPath: value.field });
  }
  return {
    ...(secrets.size > 0 && { secretAsEnv: [...secrets.values()] }),
    ...(configMaps.size > 0 && { configMapAsEnv: [...configMaps.values()] }),
    ...(fields.length > 0 && { fieldPathAsEnv: fields }),
  };
}

/** Variables from one secret share an entry. */
function entry<T>(
  all: Map<string, T>,
  { secret, configMap, optional }: { secret?: Value; configMap?: Value; optional: boolean },
  dag: Dag,
  make: () => T,
): T {
  const key = JSON.stringify([dag.reference((secret ?? configMap)!), optional]);
  const before = all.get(key);
  if (before) return before;
  const made = make();
  all.set(key, made);
  return made;
}

function volumes(settings: Settings["volumes"], dag: Dag): KubernetesExecutorConfig {
  const config: KubernetesExecutorConfig = {};
  for (const [mountPath, volume] of settings ?? []) addVolume(config, mountPath, volume, dag);
  return config;
}

function addVolume(config: KubernetesExecutorConfig, mountPath: string, volume: VolumeSetting, dag: Dag): void {
  if ("claim" in volume) {
    const parameter = dag.reference(volume.claim).parameter!;
    const { runtimeValue, componentInputParameter, taskOutputParameter } = parameter;
    const deprecated = runtimeValue
      ? { constant: String(runtimeValue.constant) }
      : taskOutputParameter
        ? { taskOutputParameter }
        : componentInputParameter !== undefined
          ? { componentInputParameter }
          : {};
    (config.pvcMount ??= []).push({
      mountPath,
      ...deprecated,
      pvcNameParameter: parameter,
      ...(volume.subPath && { subPath: volume.subPath }),
    });
  } else if ("secret" in volume)
    (config.secretAsVolume ??= []).push({ mountPath, ...named("secretName", volume.secret, dag), optional: volume.optional });
  else if ("configMap" in volume)
    (config.configMapAsVolume ??= []).push({ mountPath, ...named("configMapName", volume.configMap, dag), optional: volume.optional });
  else if ("emptyDir" in volume) {
    const { size, medium } = volume.emptyDir;
    (config.emptyDirMounts ??= []).push({
      volumeName: volumeName(mountPath),
      mountPath,
      ...(medium !== undefined && { medium }),
      ...(size !== undefined && { sizeLimit: size }),
    });
  } else {
    const { size, storageClass } = volume.ephemeral;
    (config.genericEphemeralVolume ??= []).push({
      volumeName: volumeName(mountPath),
      mountPath,
      accessModes: ["ReadWriteOnce"],
      size,
      ...(storageClass === undefined ? { defaultStorageClass: true } : { storageClassName: storageClass }),
    });
  }
}

/** `/dev/shm` → `dev-shm`: a volume's name is a DNS label. */
function volumeName(mountPath: string): string {
  return (
    mountPath
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-+|-+$/g, "")
      .slice(0, 63) || "volume"
  );
}

function nodeSelector(setting: Settings["nodeSelector"], dag: Dag): KubernetesExecutorConfig {
  if (!setting) return {};
  if (setting instanceof Map) return setting.size === 0 ? {} : { nodeSelector: { labels: Object.fromEntries(setting) } };
  return { nodeSelector: { nodeSelectorJson: dag.reference(setting as Value).parameter! } };
}

interface PodAffinitySource {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: unknown;
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly {
    readonly weight?: number;
    readonly preference?: NodeTerm;
    readonly podAffinityTerm?: PodTerm;
  }[];
}
interface NodeTerm {
  readonly matchExpressions?: SelectorRequirement[];
  readonly matchFields?: SelectorRequirement[];
}
interface Labels {
  readonly matchLabels?: Record<string, string>;
  readonly matchExpressions?: SelectorRequirement[];
}
interface PodTerm {
  readonly labelSelector?: Labels;
  readonly namespaceSelector?: Labels;
  readonly namespaces?: string[];
  readonly topologyKey?: string;
}

/** A pod's `spec.affinity`, in KFP's flat form: a term without a weight is required. */
function affinity(setting: Value | undefined, dag: Dag): KubernetesExecutorConfig {
  if (!setting) return {};
  if (setting.kind !== "constant") return { nodeAffinity: [{ nodeAffinityJson: dag.reference(setting).parameter! }] };
  const source = setting.value as {
    nodeAffinity?: PodAffinitySource;
    podAffinity?: PodAffinitySource;
    podAntiAffinity?: PodAffinitySource;
  };
  const required = source.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution as { nodeSelectorTerms?: NodeTerm[] } | undefined;
  const nodes: NodeAffinityTerm[] = [
    ...(required?.nodeSelectorTerms ?? []),
    ...(source.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ weight, preference }) => ({
      ...preference,
      ...(weight !== undefined && { weight }),
    })),
  ];
  const pods = [...podTerms(source.podAffinity, false), ...podTerms(source.podAntiAffinity, true)];
  return { ...(nodes.length > 0 && { nodeAffinity: nodes }), ...(pods.length > 0 && { podAffinity: pods }) };
}

function podTerms(source: PodAffinitySource | undefined, anti: boolean): PodAffinityTerm[] {
  const term = ({ labelSelector, namespaceSelector, namespaces, topologyKey }: PodTerm, weight?: number): PodAffinityTerm => ({
    ...(labelSelector?.matchExpressions && { matchPodExpressions: labelSelector.matchExpressions }),
    ...(labelSelector?.matchLabels && { matchPodLabels: labelSelector.matchLabels }),
    ...(namespaceSelector?.matchExpressions && { matchNamespaceExpressions: namespaceSelector.matchExpressions }),
    ...(namespaceSelector?.matchLabels && { matchNamespaceLabels: namespaceSelector.matchLabels }),
    ...(namespaces && { namespaces }),
    ...(topologyKey !== undefined && { topologyKey }),
    ...(weight !== undefined && { weight }),
    ...(anti && { anti }),
  });
  const required = (source?.requiredDuringSchedulingIgnoredDuringExecution ?? []) as readonly PodTerm[];
  const preferred = source?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  return [...required.map((one) => term(one)), ...preferred.map(({ weight, podAffinityTerm }) => term(podAffinityTerm ?? {}, weight))];
}

function tolerations(setting: Value | undefined, dag: Dag): KubernetesExecutorConfig {
  if (!setting) return {};
  if (setting.kind !== "constant") return { tolerations: [{ tolerationJson: dag.reference(setting).parameter! }] };
  const list = setting.value as readonly (Toleration & { seconds?: number })[];
  return {
    tolerations: list.map(({ seconds: wait, ...toleration }) => ({
      ...toleration,
      ...(wait !== undefined && { tolerationSeconds: String(wait) }),
    })),
  };
}

function podMetadata({ labels, annotations }: Settings): KubernetesExecutorConfig {
  const metadata = {
    ...(labels?.size && { labels: Object.fromEntries(labels) }),
    ...(annotations?.size && { annotations: Object.fromEntries(annotations) }),
  };
  return Object.keys(metadata).length > 0 ? { podMetadata: metadata } : {};
}

function securityContext(setting: Settings["securityContext"]): KubernetesExecutorConfig {
  if (!setting) return {};
  const { runAsUser, runAsGroup, runAsNonRoot } = setting;
  return {
    securityContext: {
      ...(runAsUser !== undefined && { runAsUser: String(runAsUser) }),
      ...(runAsGroup !== undefined && { runAsGroup: String(runAsGroup) }),
      ...(runAsNonRoot !== undefined && { runAsNonRoot }),
    },
  };
}
