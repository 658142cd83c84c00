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

/** Whether a value is the engine's final status of a task: what a leaf of an assembled argument may be without a declared type. */
export function isFinalStatus(value: unknown): boolean {
  return typeof value === "object" && value !== null && "state" in value && marks.some((mark) => mark in value);
}

/**
 * The engine's `PipelineTaskFinalStatus` as a {@link TaskStatus}. What has neither succeeded nor been cancelled has failed: KFP leaves
 * `RUNNING` where a pod died.
 */
export function taskStatus(value: unknown): TaskStatus {
  const { state, error } = (value ?? {}) as { state?: unknown; error?: { code?: number; message?: string } | null };
  const status: TaskStatus = { state: states[String(state)] ?? "FAILED" };
  const { code = 0, message = "" } = error ?? {};
  return code === 0 && message === "" ? status : { ...status, error: { code, message } };
}
