import type { RunFact } from "@typeline/ir";
import { quote } from "../expressions/strings.ts";
import { WORKSPACE } from "../places.ts";

/** What {@link factCode} needs to know of the place where a fact is named. */
export interface FactPlace {
  /** The task's key as an expression. */
  readonly task: string;
  readonly artifactRoot: string | undefined;
}

/** A fact of the run, as an expression whose result is text. */
export function factCode(fact: RunFact, { task, artifactRoot = "" }: FactPlace): string {
  switch (fact) {
    case "pipeline_job_name":
    case "pipeline_job_resource_name":
      return "workflow.name";
    case "pipeline_job_uuid":
      return "workflow.uid";
    case "pipeline_job_create_time_utc":
      return "workflow.creationTimestamp.RFC3339";
    case "pipeline_job_schedule_time_utc":
      // Only a CronWorkflow's runs have it.
      return '(get(workflow, "scheduledTime") ?? workflow.creationTimestamp.RFC3339)';
    case "pipeline_root":
      return `(${quote(artifactRoot === "" ? "runs/" : `${artifactRoot}/runs/`)} + workflow.name)`;
    case "pipeline_task_name":
      return task;
    case "pipeline_task_uuid":
      return `(workflow.uid + "/" + ${task})`;
    case "workspace_path":
      return quote(WORKSPACE);
  }
}
