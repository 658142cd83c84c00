import { UnsoundDocument } from "./values.ts";

/** Facts of the run, as constants name them. */
export const FACTS: Readonly<Record<string, string>> = {
  pipeline_job_name: "a run",
  pipeline_job_resource_name: "run-1",
  pipeline_job_uuid: "1-2-3",
  pipeline_job_create_time_utc: "2026-11-02T03:04:05Z",
  pipeline_job_schedule_time_utc: "2026-11-02T03:04:05Z",
  pipeline_task_name: "a task",
  pipeline_task_uuid: "4",
  workspace_path: "/workspace",
};

/** A constant with its placeholders filled in: facts of the run, and other inputs of the task. */
export function filled(constant: unknown, inputs: ReadonlyMap<string, unknown>, at: string): unknown {
  if (Array.isArray(constant)) return constant.map((item) => filled(item, inputs, at));
  if (typeof constant === "object" && constant !== null)
    return Object.fromEntries(Object.entries(constant).map(([key, item]) => [key, filled(item, inputs, at)]));
  if (typeof constant !== "string") return constant;
  return constant.replaceAll(/\{\{\$(?:\.(\w+)|\.inputs\.parameters\['([^']*)'\])?\}\}/g, (placeholder, fact, input) => {
    if (fact !== undefined && Object.hasOwn(FACTS, fact)) return FACTS[fact]!;
    const value = inputs.get(input);
    if (value === undefined) throw new UnsoundDocument(`${at}: nothing is known for ${placeholder}`);
    return typeof value === "string" ? value : JSON.stringify(value);
  });
}
