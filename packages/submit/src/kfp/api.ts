// The messages of KFP's v2beta1 API that typeline sends and reads (`backend/api/v2beta1/*.proto`), by the names that the server prints.
import type { JsonObject, JsonValue } from "@typeline/ir";

export interface Pipeline {
  readonly pipeline_id: string;
  readonly name?: string;
  readonly display_name?: string;
  readonly namespace?: string;
}

export interface PipelineVersion {
  readonly pipeline_id: string;
  readonly pipeline_version_id: string;
  readonly name?: string;
}

export interface Experiment {
  readonly experiment_id: string;
  readonly display_name?: string;
  readonly storage_state?: string;
}

export interface RuntimeConfig {
  readonly parameters: { readonly [name: string]: JsonValue };
  readonly pipeline_root?: string;
}

export interface VersionReference {
  readonly pipeline_id: string;
  readonly pipeline_version_id: string;
}

export interface NewRun {
  readonly display_name: string;
  readonly description: string;
  readonly experiment_id: string;
  readonly pipeline_version_reference: VersionReference;
  readonly runtime_config: RuntimeConfig;
  readonly service_account?: string;
}

export interface Status {
  readonly code?: number;
  readonly message?: string;
  readonly details?: readonly JsonObject[];
}

export interface Run {
  readonly run_id: string;
  readonly display_name?: string;
  readonly description?: string;
  readonly state?: string;
  readonly error?: Status;
  readonly run_details?: { readonly task_details?: readonly TaskDetail[] };
}

export interface TaskDetail {
  readonly task_id?: string;
  readonly display_name?: string;
  readonly state?: string;
  readonly error?: Status;
  readonly pod_name?: string;
  readonly child_tasks?: readonly { readonly task_id?: string; readonly pod_name?: string }[];
}

export interface NewRecurringRun {
  readonly display_name: string;
  readonly description: string;
  readonly experiment_id: string;
  readonly namespace?: string;
  readonly pipeline_version_reference: VersionReference;
  readonly runtime_config: RuntimeConfig;
  readonly service_account?: string;
  /** protojson writes 64-bit integers as text. */
  readonly max_concurrency: string;
  readonly trigger: { readonly cron_schedule: { readonly cron: string } };
  readonly mode: "ENABLE";
  readonly no_catchup: boolean;
}

export interface RecurringRun {
  readonly recurring_run_id: string;
  readonly display_name?: string;
  readonly description?: string;
}
