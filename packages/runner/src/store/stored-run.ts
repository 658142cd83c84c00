import type { RunRecord, RunState, TaskRecord, TaskState } from "../record.ts";

/** How a stored run stands: `running` where its process is alive, `interrupted` where that was killed. */
export type StoredState = RunState | "running" | "interrupted";

/** A task of a run that may not have ended: one that was running when the run was killed is `interrupted`. */
export interface StoredTask extends Omit<TaskRecord, "state"> {
  readonly state: TaskState | "running" | "interrupted";
}

/** A run as its folder tells it: the record of one that has ended, or what the journal of another knows. */
export interface StoredRun extends Omit<RunRecord, "state" | "finishedAt" | "tasks"> {
  readonly state: StoredState;
  readonly finishedAt: string | null;
  readonly tasks: readonly StoredTask[];
}
