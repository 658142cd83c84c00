import { isSubmitError, SubmitError } from "../http/error.ts";
import { type FinishedRun, type FollowOptions, follow, type RunState, type TaskSnapshot, type TaskState } from "../run.ts";
import type { TaskDetail } from "./api.ts";
import type { Vertex } from "./vertex.ts";

/** `PipelineState` of `pipeline_state.proto`. */
const runStates: { readonly [state: string]: RunState } = {
  PIPELINE_STATE_QUEUED: "pending",
  PIPELINE_STATE_PENDING: "pending",
  PIPELINE_STATE_RUNNING: "running",
  PIPELINE_STATE_PAUSED: "running",
  PIPELINE_STATE_CANCELLING: "cancelling",
  PIPELINE_STATE_SUCCEEDED: "succeeded",
  PIPELINE_STATE_FAILED: "failed",
  PIPELINE_STATE_CANCELLED: "cancelled",
};

/** `PipelineTaskDetail.State`: `SKIPPED` is a hit in the cache, `NOT_TRIGGERED` a condition that did not hold. */
const taskStates: { readonly [state: string]: TaskState } = {
  PENDING: "pending",
  RUNNING: "running",
  CANCEL_PENDING: "running",
  CANCELLING: "running",
  SUCCEEDED: "succeeded",
  CANCELLED: "cancelled",
  FAILED: "failed",
  SKIPPED: "cached",
  NOT_TRIGGERED: "skipped",
};

/** Follows a pipeline job to its end. */
export function followVertexRun(vertex: Vertex, jobId: string, options: FollowOptions): Promise<FinishedRun> {
  const jobs = new Map<string, string>();
  return follow(
    {
      sleep: (milliseconds) => vertex.client.clock.sleep(milliseconds, vertex.client.options.signal),
      async snapshot() {
        const {
          state = "",
          error,
          jobDetail,
        } = await vertex.job(jobId).catch((thrown: unknown) => {
          if (isSubmitError(thrown, "gone"))
            throw new SubmitError("gone", `the pipeline job \`${jobId}\` was deleted while it was followed.`);
          throw thrown;
        });
        const tasks = (jobDetail?.taskDetails ?? []).flatMap((detail) => taskOf(detail, jobId, jobs));
        return { state: runStates[state] ?? "pending", message: error?.message || undefined, tasks };
      },
      async log({ id }) {
        const job = jobs.get(id);
        return job === undefined ? undefined : vertex.log(job);
      },
    },
    options,
  );
}

/** The root DAG is a task too, with the job's own name. */
function taskOf(
  { taskId = "", taskName = "", state = "", error, executorDetail }: TaskDetail,
  jobId: string,
  jobs: Map<string, string>,
): TaskSnapshot[] {
  if (taskName === "" || taskName === jobId) return [];
  const job = executorDetail?.containerDetail?.mainJob ?? executorDetail?.customJobDetail?.job;
  if (job) jobs.set(taskId, job);
  return [{ id: taskId, name: taskName, state: taskStates[state] ?? "pending", message: error?.message || undefined, isGroup: !job }];
}
