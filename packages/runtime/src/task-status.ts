import type { TaskStatus } from "@typeline/dsl";

/** What KFP's driver calls an end: names of `PipelineTaskState`, and of MLMD's execution states. */
const states: Readonly<Record<string, TaskStatus["state"]>> = {
  SUCCEEDED: "SUCCEEDED",
  COMPLETE: "SUCCEEDED",
  CACHED: "SUCCEEDED",
  SKIPPED: "SUCCEEDED",
  CANCELLED: "CANCELLED",
  CANCELED: "CANCELLED",
  CANCELLING: "CANCELLED",
};

/** Fields that only KFP's `PipelineTaskFinalStatus` has, in its two spellings. */
const marks = ["pipelineJobResourceName", "pipeline_job_resource_name", "pipelineTaskName", "pipeline_task_name"];

/**
 * A `PipelineTaskFinalStatus` of the engine as a {@link TaskStatus}; any other value as it is. What has neither succeeded nor been
 * cancelled has failed: KFP leaves `RUNNING` where a pod died.
 */
export function normalized(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("state" in value) || !marks.some((mark) => mark in value)) return value;
  const { state, error } = value as { state: unknown; error?: { code?: number; message?: string } | null };
  const status: TaskStatus = { state: states[String(state)] ?? "FAILED" };
  const { code = 0, message = "" } = error ?? {};
  return code === 0 && message === "" ? status : { ...status, error: { code, message } };
}
