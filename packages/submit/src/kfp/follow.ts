import { isSubmitError, SubmitError } from "../http/error.ts";
import { type FinishedRun, type FollowOptions, follow, type RunState, type TaskSnapshot, type TaskState } from "../run.ts";
import type { Status, TaskDetail } from "./api.ts";
import type { Kfp } from "./kfp.ts";

/** `RuntimeState` of `run.proto`, of runs. A run that nothing has taken up yet has none. */
const runStates: { readonly [state: string]: RunState } = {
  PENDING: "pending",
  RUNNING: "running",
  PAUSED: "running",
  CANCELING: "cancelling",
  SUCCEEDED: "succeeded",
  SKIPPED: "succeeded",
  FAILED: "failed",
  CANCELED: "cancelled",
};

const taskStates: { readonly [state: string]: TaskState } = {
  PENDING: "pending",
  RUNNING: "running",
  PAUSED: "running",
  CANCELING: "running",
  SUCCEEDED: "succeeded",
  SKIPPED: "skipped",
  CACHED: "cached",
  FAILED: "failed",
  CANCELED: "cancelled",
};

/** Follows a run of KFP to its end. */
export function followKfpRun(kfp: Kfp, runId: string, options: FollowOptions): Promise<FinishedRun> {
  const pods = new Map<string, string>();
  return follow(
    {
      sleep: (milliseconds) => kfp.client.clock.sleep(milliseconds, kfp.client.options.signal),
      async snapshot() {
        const run = await kfp.run(runId).catch((error: unknown) => {
          if (isSubmitError(error, "gone")) throw new SubmitError("gone", `the run \`${runId}\` was deleted while it was followed.`);
          throw error;
        });
        const tasks = (run.run_details?.task_details ?? []).flatMap((detail) => taskOf(detail, pods));
        return { state: runStates[run.state ?? ""] ?? "pending", message: messageOf(run.error), tasks };
      },
      async log({ id }) {
        const pod = pods.get(id);
        return pod === undefined ? undefined : kfp.podLog(pod, runId);
      },
    },
    options,
  );
}

/** Drivers and the run itself are KFP's own business: their tasks are not the author's. */
function taskOf(detail: TaskDetail, pods: Map<string, string>): TaskSnapshot[] {
  const { task_id: id = "", display_name: name = "", state, child_tasks: children = [] } = detail;
  if (name === "" || name === "root" || /-driver$/.test(name)) return [];
  const pod = detail.pod_name || children.find((child) => child.pod_name)?.pod_name;
  if (pod) pods.set(id, pod);
  return [{ id, name, state: taskStates[state ?? ""] ?? "pending", message: messageOf(detail.error), isGroup: !pod }];
}

function messageOf(error: Status | undefined): string | undefined {
  return error?.message?.trim() || undefined;
}
