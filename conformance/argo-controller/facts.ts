import type { RunFact } from "@typeline/ir";
import { WORKSPACE } from "../../packages/argo/src/places.ts";
import type { Place } from "../../packages/runner/src/engine/leaf.ts";

/** Facts of the workflow that the controller's program makes (`typeline_test.go`). */
const facts: Partial<Record<RunFact, string>> = {
  pipeline_job_name: "run-1",
  pipeline_job_resource_name: "run-1",
  pipeline_job_uuid: "1-2-3",
  pipeline_job_create_time_utc: "2026-11-02T03:04:05Z",
  pipeline_job_schedule_time_utc: "2026-11-02T03:04:05Z",
  pipeline_root: "runs/run-1",
  workspace_path: WORKSPACE,
};

export function factOf(fact: RunFact, place: Place | undefined): string | undefined {
  if (fact === "pipeline_task_name") return place?.name;
  if (fact === "pipeline_task_uuid") return place && `1-2-3/${place.name}`;
  return facts[fact];
}
