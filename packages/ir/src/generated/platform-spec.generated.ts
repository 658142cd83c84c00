// Generated from schemas/*.schema.json by `npm run generate`. Do not edit.
import type { InputParameterSpec, Int64, JsonObject, TaskOutputParameterSpec } from "./pipeline-spec.generated.ts";

/** What single platforms need to know besides the pipeline (`ml_pipelines.PlatformSpec`). */
export interface PlatformSpec {
  platforms: Platforms;
}

export interface SecretAsVolume {
  /** @deprecated KFP keeps it for older engines. */
  secretName?: string;
  mountPath?: string;
  optional?: boolean;
  secretNameParameter?: InputParameterSpec;
}

export interface SecretKeyToEnvMap {
  secretKey?: string;
  envVar?: string;
}

export interface SecretAsEnv {
  /** @deprecated KFP keeps it for older engines. */
  secretName?: string;
  keyToEnv?: SecretKeyToEnvMap[];
  optional?: boolean;
  secretNameParameter?: InputParameterSpec;
}

export interface PvcMount {
  /** @deprecated KFP keeps it for older engines. */
  taskOutputParameter?: TaskOutputParameterSpec;
  /** @deprecated KFP keeps it for older engines. */
  constant?: string;
  /** @deprecated KFP keeps it for older engines. */
  componentInputParameter?: string;
  mountPath?: string;
  pvcNameParameter?: InputParameterSpec;
  subPath?: string;
}

export interface NodeSelector {
  labels?: { [key: string]: string };
  nodeSelectorJson?: InputParameterSpec;
}

export interface PodMetadata {
  labels?: { [key: string]: string };
  annotations?: { [key: string]: string };
}

export interface ImagePullSecret {
  /** @deprecated KFP keeps it for older engines. */
  secretName?: string;
  secretNameParameter?: InputParameterSpec;
}

export interface ConfigMapAsVolume {
  /** @deprecated KFP keeps it for older engines. */
  configMapName?: string;
  mountPath?: string;
  optional?: boolean;
  configMapNameParameter?: InputParameterSpec;
}

export interface ConfigMapKeyToEnvMap {
  configMapKey?: string;
  envVar?: string;
}

export interface ConfigMapAsEnv {
  /** @deprecated KFP keeps it for older engines. */
  configMapName?: string;
  keyToEnv?: ConfigMapKeyToEnvMap[];
  configMapNameParameter?: InputParameterSpec;
  optional?: boolean;
}

export interface FieldPathAsEnv {
  name?: string;
  fieldPath?: string;
}

export interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
  tolerationSeconds?: Int64;
  tolerationJson?: InputParameterSpec;
}

export interface GenericEphemeralVolume {
  volumeName?: string;
  mountPath?: string;
  accessModes?: string[];
  size?: string;
  defaultStorageClass?: boolean;
  storageClassName?: string;
  metadata?: PodMetadata;
}

export interface SelectorRequirement {
  key?: string;
  operator?: string;
  values?: string[];
}

export interface NodeAffinityTerm {
  matchExpressions?: SelectorRequirement[];
  matchFields?: SelectorRequirement[];
  weight?: number;
  nodeAffinityJson?: InputParameterSpec;
}

export interface PodAffinityTerm {
  matchPodExpressions?: SelectorRequirement[];
  matchPodLabels?: { [key: string]: string };
  topologyKey?: string;
  namespaces?: string[];
  matchNamespaceExpressions?: SelectorRequirement[];
  matchNamespaceLabels?: { [key: string]: string };
  weight?: number;
  anti?: boolean;
}

export interface EnabledSharedMemory {
  volumeName?: string;
  size?: string;
}

export interface EmptyDirMount {
  volumeName?: string;
  mountPath?: string;
  medium?: string;
  sizeLimit?: string;
}

export interface SecurityContext {
  runAsUser?: Int64;
  runAsGroup?: Int64;
  runAsNonRoot?: boolean;
}

/** How a task's pod differs from the default (`kfp_kubernetes.KubernetesExecutorConfig`). */
export interface KubernetesExecutorConfig {
  secretAsVolume?: SecretAsVolume[];
  secretAsEnv?: SecretAsEnv[];
  pvcMount?: PvcMount[];
  nodeSelector?: NodeSelector;
  podMetadata?: PodMetadata;
  imagePullSecret?: ImagePullSecret[];
  /** `Always`, `Never` or `IfNotPresent`. */
  imagePullPolicy?: string;
  configMapAsVolume?: ConfigMapAsVolume[];
  configMapAsEnv?: ConfigMapAsEnv[];
  /** The task's time limit. */
  activeDeadlineSeconds?: Int64;
  fieldPathAsEnv?: FieldPathAsEnv[];
  tolerations?: Toleration[];
  genericEphemeralVolume?: GenericEphemeralVolume[];
  nodeAffinity?: NodeAffinityTerm[];
  podAffinity?: PodAffinityTerm[];
  enabledSharedMemory?: EnabledSharedMemory;
  emptyDirMounts?: EmptyDirMount[];
  securityContext?: SecurityContext;
  initContainers?: InitContainer[];
  podResourceClaims?: PodResourceClaim[];
}

export interface KubernetesWorkspaceConfig {
  /** Merged into the claim; the backend takes `accessModes` and `storageClassName` only. */
  pvcSpecPatch?: JsonObject;
}

/** A volume that all tasks of a run share. */
export interface WorkspaceConfig {
  /** A Kubernetes quantity: `1Gi`. */
  size?: string;
  kubernetes?: KubernetesWorkspaceConfig;
}

/** Settings of a whole run. */
export interface PipelineConfig {
  /** Seconds after its end at which the run's resources are deleted. */
  resourceTtlOnCompletion?: number;
  workspace?: WorkspaceConfig;
  /** The same, of a run that succeeded. */
  resourceTtlOnSuccess?: number;
  /** The same, of a run that failed. */
  resourceTtlOnFailure?: number;
  /** The run's time limit. */
  activeDeadlineSeconds?: number;
}

/** A claim of Kubernetes' dynamic resource allocation. */
export interface PodResourceClaim {
  resourceClaimTemplateName?: string;
  resourceClaimJson?: InputParameterSpec;
}

export interface InitContainerEnvVar {
  name?: string;
  value?: string;
}

export interface InitContainerVolumeMount {
  volumeName?: string;
  mountPath?: string;
}

export interface ResourceRequirements {
  requests?: { [key: string]: string };
  limits?: { [key: string]: string };
}

/** A container that runs before the main one. */
export interface InitContainer {
  /** Unique in the pod; `kfp-launcher` is taken. */
  name?: string;
  image?: string;
  command?: string[];
  args?: string[];
  env?: InitContainerEnvVar[];
  volumeMounts?: InitContainerVolumeMount[];
  /** `Always` makes it a sidecar. */
  restartPolicy?: string;
  resources?: ResourceRequirements;
}

/** Kubernetes settings by executor. */
export interface KubernetesDeploymentConfig {
  /** By the labels of the PipelineSpec's `deploymentSpec.executors`. */
  executors?: { [key: string]: KubernetesExecutorConfig };
}

/** The settings for Kubernetes. */
export interface KubernetesPlatform {
  deploymentSpec?: KubernetesDeploymentConfig;
  platform?: string;
  config?: JsonObject;
  pipelineConfig?: PipelineConfig;
}

export interface PlatformDeploymentConfig {
  executors?: { [key: string]: JsonObject };
}

/** The settings of a platform that is not described here. */
export interface SinglePlatformSpec {
  deploymentSpec?: PlatformDeploymentConfig;
  platform?: string;
  config?: JsonObject;
  pipelineConfig?: PipelineConfig;
}

/** Index in `files`, line, column. Lines and columns count from 1. */
export type SourcePosition = [number, number, number];

/** Where tasks and components were written. */
export interface SourceMap {
  /** Paths relative to the project, with `/`; positions refer to them by index. */
  files: string[];
  /** By component key. */
  components?: { [key: string]: SourcePosition };
  /** By the key of the component that holds the DAG (`root`, `comp-…`), then by task. */
  tasks?: { [key: string]: { [key: string]: SourcePosition } };
}

/** Notes on the pipeline as a whole. */
export interface TypelineConfig {
  /** The version of these notes' shape. */
  version: 1;
  sources?: SourceMap;
  /** JSON Schema of the pipeline's inputs. */
  inputs?: JsonObject;
  /** Variables of the compiler's environment that the pipeline was made with. */
  buildEnv?: { [key: string]: string };
  /** Options of the run that KFP's own fields have no place for: `schedule`, `parallelism`, `serviceAccount`, `labels`. */
  run?: JsonObject;
  /** Tasks whose failure does not fail the run: `<component>/<task>`. */
  handled?: string[];
}

/** An executor that Typeline made. */
export interface TypelineExecutor {
  /** The language of the bundle. */
  kind: "node";
  /** The bundle's export that is the component's function. */
  entry?: string;
  /** SHA-256 of the bundle, in hexadecimal. */
  bundle?: string;
  /** A component that engines may know and run without a pod: `keep`, which repeats its input `value`, or `fail`, which fails with its input `message`. */
  builtin?: string;
}

/** Typeline's notes by executor. */
export interface TypelineDeploymentConfig {
  /** By the labels of the PipelineSpec's `deploymentSpec.executors`. */
  executors?: { [key: string]: TypelineExecutor };
}

/** What Typeline notes for its own tools. A pipeline runs without it. */
export interface TypelinePlatform {
  config?: TypelineConfig;
  deploymentSpec?: TypelineDeploymentConfig;
}

/** The settings by platform. KFP reads `kubernetes` only, and drops the whole document without a word when any part has an unknown field. */
export interface Platforms {
  kubernetes?: KubernetesPlatform;
  typeline?: TypelinePlatform;
  [key: string]: KubernetesPlatform | TypelinePlatform | SinglePlatformSpec | undefined;
}
