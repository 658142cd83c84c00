// Generated from schemas/*.schema.json by `npm run generate`. Do not edit.

/** One pipeline: its components, what executes them, and the root component (`ml_pipelines.PipelineSpec`). */
export interface PipelineSpec {
  /** The pipeline's name and description. */
  pipelineInfo: PipelineInfo;
  /** What executes the components: one executor for each label. */
  deploymentSpec?: PipelineDeploymentConfig;
  /** Which SDK wrote the file; free text, no engine reads it. */
  sdkVersion?: string;
  /** The version of this format; KFP's server accepts `2.1.0` only. */
  schemaVersion: "2.1.0";
  /** Every component but the root, by its key (`comp-…`). */
  components?: { [key: string]: ComponentSpec };
  /** The component that a run executes: a DAG whose inputs are the pipeline's. */
  root: ComponentSpec;
  /** Where artifacts are stored when a run does not say: `gs://…`, `s3://…`, `minio://…`. */
  defaultPipelineRoot?: string;
}

/** Any JSON value (`google.protobuf.Value`). */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;

/** A JSON object (`google.protobuf.Struct`). */
export interface JsonObject {
  [key: string]: JsonValue;
}

/** Seconds with an `s`, as protojson writes a duration: `60s`, `1.5s`. */
export type Duration = string;

/** A 64-bit integer, which protojson writes as a string and reads as either. */
export type Int64 = string;

/** Name, title and description of a pipeline. */
export interface PipelineInfo {
  /** Lower-case letters, digits and `-`; it is part of Kubernetes names and of artifact paths. */
  name: string;
  /** What a UI shows in place of the name. */
  displayName?: string;
  description?: string;
}

export interface LifecycleExec {
  command?: string[];
  args?: string[];
}

export interface Lifecycle {
  preCacheCheck?: LifecycleExec;
}

export interface AcceleratorConfig {
  /** @deprecated KFP keeps it for older engines. */
  type?: string;
  /** @deprecated KFP keeps it for older engines. */
  count?: Int64;
  /** `nvidia.com/gpu` or another extended resource, or a placeholder. */
  resourceType?: string;
  /** How many, as text, or a placeholder. */
  resourceCount?: string;
}

export interface ResourceSpec {
  /** Cores. @deprecated KFP keeps it for older engines. */
  cpuLimit?: number;
  /** Gigabytes (10^9 bytes). @deprecated KFP keeps it for older engines. */
  memoryLimit?: number;
  /** Cores. @deprecated KFP keeps it for older engines. */
  cpuRequest?: number;
  /** Gigabytes (10^9 bytes). @deprecated KFP keeps it for older engines. */
  memoryRequest?: number;
  /** A Kubernetes quantity (`500m`) or a placeholder. */
  resourceCpuLimit?: string;
  /** A Kubernetes quantity (`2Gi`) or a placeholder. */
  resourceMemoryLimit?: string;
  /** A Kubernetes quantity (`500m`) or a placeholder. */
  resourceCpuRequest?: string;
  /** A Kubernetes quantity (`2Gi`) or a placeholder. */
  resourceMemoryRequest?: string;
  accelerator?: AcceleratorConfig;
}

export interface EnvVar {
  name: string;
  value?: string;
}

/** A container: its image, its command and what it needs. */
export interface PipelineContainerSpec {
  image: string;
  /** The entry point. The image's own is not used by KFP. */
  command?: string[];
  /** The arguments; placeholders such as `{{$.inputs.parameters['x']}}` are replaced when the task runs. */
  args?: string[];
  lifecycle?: Lifecycle;
  resources?: ResourceSpec;
  env?: EnvVar[];
}

/** A parameter's value in schema 2.0.0. */
export interface LegacyValue {
  intValue?: Int64;
  doubleValue?: number;
  stringValue?: string;
}

/** A constant, or the name of an input. */
export interface ValueOrRuntimeParameter {
  /** @deprecated KFP keeps it for older engines. */
  constantValue?: LegacyValue;
  /** The name of an input of the component. */
  runtimeParameter?: string;
  constant?: JsonValue;
}

/** An artifact's type: `system.Dataset`, `google.VertexModel`, … */
export interface ArtifactTypeSchema {
  schemaTitle?: string;
  /** @deprecated KFP keeps it for older engines. */
  schemaUri?: string;
  instanceSchema?: string;
  schemaVersion?: string;
}

/** Takes an artifact that exists already into the run. */
export interface ImporterSpec {
  /** Where the artifact is: a constant, or an input of the component. */
  artifactUri: ValueOrRuntimeParameter;
  typeSchema: ArtifactTypeSchema;
  /** @deprecated KFP keeps it for older engines. */
  properties?: { [key: string]: ValueOrRuntimeParameter };
  /** @deprecated KFP keeps it for older engines. */
  customProperties?: { [key: string]: ValueOrRuntimeParameter };
  /** Whether to make a new artifact although one with this URI is known. */
  reimport?: boolean;
  metadata?: JsonObject;
  /** Whether to copy the artifact into the run's workspace. */
  downloadToWorkspace?: boolean;
}

export interface ArtifactQuerySpec {
  filter?: string;
  limit?: number;
}

/** Finds artifacts by a query; Vertex AI only. */
export interface ResolverSpec {
  outputArtifactQueries?: { [key: string]: ArtifactQuerySpec };
}

/** A Vertex AI custom job. */
export interface AIPlatformCustomJobSpec {
  customJob?: JsonObject;
}

/** What does the work of a component. */
export interface ExecutorSpec {
  container?: PipelineContainerSpec;
  importer?: ImporterSpec;
  resolver?: ResolverSpec;
  /** @deprecated KFP keeps it for older engines. */
  customJob?: AIPlatformCustomJobSpec;
}

/** The executors by label (`exec-…`). */
export interface PipelineDeploymentConfig {
  executors: { [key: string]: ExecutorSpec };
}

export interface ComponentInputArtifactSpec {
  artifactType: ArtifactTypeSchema;
  /** Whether the input is a list of artifacts. */
  isArtifactList?: boolean;
  /** Whether a task may leave the input out. */
  isOptional?: boolean;
  description?: string;
}

/** The parameter types of schema 2.0.0. */
export type PrimitiveType = "PRIMITIVE_TYPE_UNSPECIFIED" | "INT" | "DOUBLE" | "STRING";

/** The type of a parameter. All numbers travel as doubles. */
export type ParameterType = "PARAMETER_TYPE_ENUM_UNSPECIFIED" | "NUMBER_DOUBLE" | "NUMBER_INTEGER" | "STRING" | "BOOLEAN" | "LIST" | "STRUCT" | "TASK_FINAL_STATUS" | "TASK_CONFIG";

export interface ComponentInputParameterSpec {
  /** @deprecated KFP keeps it for older engines. */
  type?: PrimitiveType;
  parameterType: ParameterType;
  /** The value of an input that is not given. */
  defaultValue?: JsonValue;
  /** Whether a task may leave the input out. */
  isOptional?: boolean;
  description?: string;
  /** The only values that the input may have. */
  literals?: JsonValue[];
}

/** The inputs that a component declares. */
export interface ComponentInputsSpec {
  artifacts?: { [key: string]: ComponentInputArtifactSpec };
  parameters?: { [key: string]: ComponentInputParameterSpec };
}

export interface ComponentOutputArtifactSpec {
  artifactType: ArtifactTypeSchema;
  /** @deprecated KFP keeps it for older engines. */
  properties?: { [key: string]: ValueOrRuntimeParameter };
  /** @deprecated KFP keeps it for older engines. */
  customProperties?: { [key: string]: ValueOrRuntimeParameter };
  metadata?: JsonObject;
  /** Whether the output is a list of artifacts. */
  isArtifactList?: boolean;
  description?: string;
}

export interface ComponentOutputParameterSpec {
  /** @deprecated KFP keeps it for older engines. */
  type?: PrimitiveType;
  parameterType: ParameterType;
  description?: string;
}

/** The outputs that a component declares. */
export interface ComponentOutputsSpec {
  artifacts?: { [key: string]: ComponentOutputArtifactSpec };
  parameters?: { [key: string]: ComponentOutputParameterSpec };
}

export interface PipelineTaskInfo {
  name?: string;
}

export interface TaskOutputParameterSpec {
  producerTask: string;
  outputParameterKey: string;
}

export interface TaskFinalStatus {
  producerTask: string;
}

/** Where one parameter comes from. */
export interface InputParameterSpec {
  /** An output of another task of the DAG. */
  taskOutputParameter?: TaskOutputParameterSpec;
  /** A constant. */
  runtimeValue?: ValueOrRuntimeParameter;
  /** An input of the component that holds the DAG. */
  componentInputParameter?: string;
  /** How another task of the DAG ended. */
  taskFinalStatus?: TaskFinalStatus;
  /** CEL over the value (`parseJson(string_value)["a"]`); its result is what the task receives. */
  parameterExpressionSelector?: string;
}

export interface TaskOutputArtifactSpec {
  producerTask: string;
  outputArtifactKey: string;
}

/** Where one artifact comes from. */
export interface InputArtifactSpec {
  /** An output of another task of the DAG. */
  taskOutputArtifact?: TaskOutputArtifactSpec;
  /** An input of the component that holds the DAG. */
  componentInputArtifact?: string;
}

/** Where a task's inputs come from. */
export interface TaskInputsSpec {
  parameters?: { [key: string]: InputParameterSpec };
  artifacts?: { [key: string]: InputArtifactSpec };
}

export interface CachingOptions {
  enableCache?: boolean;
  /** Takes the place of the inputs in the cache's key. */
  cacheKey?: string;
}

export interface ComponentRef {
  name: string;
}

export type TriggerStrategy = "TRIGGER_STRATEGY_UNSPECIFIED" | "ALL_UPSTREAM_TASKS_SUCCEEDED" | "ALL_UPSTREAM_TASKS_COMPLETED";

export interface TriggerPolicy {
  /** CEL over the task's `ExecutorInput`; the task is skipped when it is false. */
  condition?: string;
  /** Whether the upstream tasks must have succeeded or only ended. */
  strategy?: TriggerStrategy;
}

export interface ArtifactItemsSpec {
  /** The task's own input that holds the list. */
  inputArtifact: string;
}

/** A loop over a list of artifacts. */
export interface ArtifactIteratorSpec {
  /** The list. */
  items: ArtifactItemsSpec;
  /** The input of the component that receives the item. */
  itemInput: string;
}

export interface ParameterItemsSpec {
  /** The list as JSON text. */
  raw?: string;
  /** The task's own input that holds the list. */
  inputParameter?: string;
}

/** A loop over a list of parameters. */
export interface ParameterIteratorSpec {
  /** The list. */
  items: ParameterItemsSpec;
  /** The input of the component that receives the item. */
  itemInput: string;
}

export interface RetryPolicy {
  /** Further attempts after the first. */
  maxRetryCount?: number;
  /** The wait before the first retry. */
  backoffDuration?: Duration;
  /** What the wait is multiplied by after each retry. */
  backoffFactor?: number;
  /** The longest wait. */
  backoffMaxDuration?: Duration;
}

export interface IteratorPolicy {
  /** 0 or absent: no limit. */
  parallelismLimit?: number;
}

/** One use of a component in a DAG. */
export interface PipelineTaskSpec {
  /** What a UI shows as the task's name. */
  taskInfo?: PipelineTaskInfo;
  /** Where the component's inputs come from. */
  inputs?: TaskInputsSpec;
  /** The tasks of the same DAG that must end first, sorted. */
  dependentTasks?: string[];
  /** `{}` turns caching off. */
  cachingOptions?: CachingOptions;
  /** Which component the task runs. */
  componentRef: ComponentRef;
  /** When the task runs. */
  triggerPolicy?: TriggerPolicy;
  /** Runs the task once for each artifact of a list. KFP's open-source backend refuses it. */
  artifactIterator?: ArtifactIteratorSpec;
  /** Runs the task once for each item of a list. */
  parameterIterator?: ParameterIteratorSpec;
  /** How often and how soon a failed task runs again. */
  retryPolicy?: RetryPolicy;
  /** How many iterations run at once. */
  iteratorPolicy?: IteratorPolicy;
}

/** An artifact output of a task in the same DAG. */
export interface ArtifactSelectorSpec {
  producerSubtask: string;
  outputArtifactKey: string;
}

/** One selector; several are alternatives of exclusive branches. */
export interface DagOutputArtifactSpec {
  artifactSelectors?: ArtifactSelectorSpec[];
}

/** A parameter output of a task in the same DAG. */
export interface ParameterSelectorSpec {
  producerSubtask: string;
  outputParameterKey: string;
}

/** Outputs of exclusive branches, of which one exists. */
export interface ParameterSelectorsSpec {
  parameterSelectors?: ParameterSelectorSpec[];
}

export interface DagOutputParameterSpec {
  valueFromParameter?: ParameterSelectorSpec;
  valueFromOneof?: ParameterSelectorsSpec;
}

export interface DagOutputsSpec {
  artifacts?: { [key: string]: DagOutputArtifactSpec };
  parameters?: { [key: string]: DagOutputParameterSpec };
}

/** A graph of tasks: `tasks` depend on each other, `outputs` select among what they produce. */
export interface DagSpec {
  /** The tasks by key. A key is unique in its DAG. */
  tasks?: { [key: string]: PipelineTaskSpec };
  /** Where each output of the component comes from. */
  outputs?: DagOutputsSpec;
}

export type TaskConfigPassthroughType = "NONE" | "RESOURCES" | "ENV" | "KUBERNETES_AFFINITY" | "KUBERNETES_TOLERATIONS" | "KUBERNETES_NODE_SELECTOR" | "KUBERNETES_VOLUMES";

export interface TaskConfigPassthrough {
  field?: TaskConfigPassthroughType;
  /** Whether the setting also applies to the task's own pod. */
  applyToTask?: boolean;
}

/** An interface and its implementation: a DAG of tasks, or an executor. */
export interface ComponentSpec {
  inputDefinitions?: ComponentInputsSpec;
  outputDefinitions?: ComponentOutputsSpec;
  /** The implementation as a graph of tasks. */
  dag?: DagSpec;
  /** The implementation as a key of `deploymentSpec.executors`. */
  executorLabel?: string;
  /** Settings by platform; no SDK writes them. */
  singlePlatformSpecs?: JsonObject[];
  /** Parts of the task's Kubernetes settings that the component receives as its `TASK_CONFIG` input. */
  taskConfigPassthroughs?: TaskConfigPassthrough[];
}
