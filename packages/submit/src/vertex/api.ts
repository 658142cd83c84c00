// The messages of `google.cloud.aiplatform.v1` that typeline sends and reads, by their names in JSON.
import type { JsonObject, JsonValue } from "@typeline/ir";

/** `PipelineJob` of `pipeline_job.proto`. */
export interface PipelineJob {
  readonly name?: string;
  readonly displayName?: string;
  readonly state?: string;
  readonly error?: { readonly message?: string };
  readonly jobDetail?: { readonly taskDetails?: readonly TaskDetail[] };
}

export interface TaskDetail {
  /** protojson writes 64-bit integers as text. */
  readonly taskId?: string;
  readonly taskName?: string;
  readonly state?: string;
  readonly error?: { readonly message?: string };
  readonly executorDetail?: {
    readonly containerDetail?: { readonly mainJob?: string };
    readonly customJobDetail?: { readonly job?: string };
  };
}

export interface NewPipelineJob {
  readonly displayName: string;
  readonly labels?: { readonly [name: string]: string };
  readonly pipelineSpec: JsonObject;
  readonly runtimeConfig: {
    readonly gcsOutputDirectory: string;
    readonly parameterValues?: { readonly [name: string]: JsonValue };
    readonly inputArtifacts?: { readonly [name: string]: { readonly artifactId: string } };
  };
  readonly serviceAccount?: string;
}

/** `Schedule` of `schedule.proto`. */
export interface Schedule {
  readonly name?: string;
  readonly displayName?: string;
  readonly state?: string;
}

export interface NewSchedule {
  readonly displayName: string;
  readonly cron: string;
  readonly maxConcurrentRunCount: string;
  readonly createPipelineJobRequest: { readonly parent: string; readonly pipelineJob: NewPipelineJob };
}
