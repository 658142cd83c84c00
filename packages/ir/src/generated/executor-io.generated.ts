// Generated from schemas/*.schema.json by `npm run generate`. Do not edit.
import type { ArtifactTypeSchema, JsonObject, JsonValue, LegacyValue } from "./pipeline-spec.generated.ts";

/** What a task receives in place of `{{$}}` (`ml_pipelines.ExecutorInput`). */
export interface ExecutorInput {
  inputs?: ExecutorInputs;
  outputs?: ExecutorOutputs;
}

/** An artifact of a run. */
export interface RuntimeArtifact {
  name?: string;
  type?: ArtifactTypeSchema;
  /** `gs://…`, `s3://…`, `minio://…`, `oci://…`. */
  uri?: string;
  /** @deprecated KFP keeps it for older engines. */
  properties?: { [key: string]: LegacyValue };
  /** @deprecated KFP keeps it for older engines. */
  customProperties?: { [key: string]: LegacyValue };
  /** What the task says about the artifact; of `system.Metrics`, its figures. */
  metadata?: JsonObject;
  /** A local path that takes the place of the one made from the URI. */
  customPath?: string;
}

export interface ArtifactList {
  artifacts?: RuntimeArtifact[];
}

export interface ExecutorInputs {
  /** @deprecated KFP keeps it for older engines. */
  parameters?: { [key: string]: LegacyValue };
  /** The artifacts by input; a single artifact is a list of one. */
  artifacts?: { [key: string]: ArtifactList };
  /** The parameters by name. An optional input that was not given is absent. */
  parameterValues?: { [key: string]: JsonValue };
}

export interface ExecutorOutputParameter {
  /** A local path. */
  outputFile?: string;
}

export interface ExecutorOutputs {
  /** Where to write each output parameter. */
  parameters?: { [key: string]: ExecutorOutputParameter };
  /** The artifacts to make, with the URIs that the engine allotted. */
  artifacts?: { [key: string]: ArtifactList };
  /** Where to write the `ExecutorOutput`, as JSON. */
  outputFile?: string;
}

/** What a task reports (`ml_pipelines.ExecutorOutput`). An unknown field fails the task on KFP. */
export interface ExecutorOutput {
  /** @deprecated KFP keeps it for older engines. */
  parameters?: { [key: string]: LegacyValue };
  artifacts?: { [key: string]: ArtifactList };
  /** The output parameters by name. */
  parameterValues?: { [key: string]: JsonValue };
}
