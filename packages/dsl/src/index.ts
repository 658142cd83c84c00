/** What a pipeline's author imports. No dependency; types need no `lib` beyond ES2022; nothing happens at import. */
export {
  Artifact,
  artifact,
  type ContentOf,
  Dataset,
  type Kind,
  type Lines,
  type Metadata,
  Model,
} from "./artifact.ts";
export type { Inputs, InputsOf, Outputs, OutputsOf, Task } from "./calls.ts";
export { type Component, component, type TaskContext } from "./component.ts";
export {
  type Argument,
  type ContainerInputs,
  type ContainerOutputs,
  type ContainerSpec,
  container,
  type Placeholder,
  python,
} from "./container.ts";
export type { Chunks } from "./content.ts";
export { type Classification, ClassificationMetrics, Metrics, SlicedClassificationMetrics } from "./metrics.ts";
export type {
  ComponentOptions,
  Dependency,
  Env,
  EnvValue,
  Kubernetes,
  PipelineOptions,
  PipelineTaskOptions,
  Resources,
  TaskOptions,
  Toleration,
  Volume,
} from "./options.ts";
export { buildEnv, compute, importArtifact, type Pipeline, parallel, pipeline, taskStatus } from "./pipeline.ts";
export { HTML, Markdown } from "./reports.ts";
export type { Cpu, Duration, Int, IntegerBrand, Memory, Run, TaskStatus } from "./values.ts";
