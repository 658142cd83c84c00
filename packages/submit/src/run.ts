/** How a run stands, in the words of all engines. */
export type RunState = "pending" | "running" | "cancelling" | "succeeded" | "failed" | "cancelled";

/** How a task stands. `cached`: its outputs came from an earlier run. `skipped`: its condition did not hold, or nothing was left to wait for. */
export type TaskState = "pending" | "running" | "succeeded" | "failed" | "skipped" | "cached" | "cancelled";

/** What happens while a run is followed: each change once. */
export type RunEvent =
  | { readonly kind: "run"; readonly state: RunState; readonly message?: string | undefined }
  | { readonly kind: "task"; readonly task: string; readonly state: TaskState; readonly message?: string | undefined }
  | { readonly kind: "log"; readonly task: string; readonly text: string };

/** How a run ended. */
export interface FinishedRun {
  readonly state: "succeeded" | "failed" | "cancelled";
  readonly message?: string | undefined;
}

export interface FollowOptions {
  readonly onEvent: (event: RunEvent) => void;
  /** Whether the logs of tasks are fetched: of each that has ended, of those that failed, or of none. */
  readonly logs?: "all" | "failed" | "none" | undefined;
  /** Milliseconds between questions; 3,000 where left out. */
  readonly interval?: number | undefined;
}

/** A task as an engine tells of it. */
export interface TaskSnapshot {
  /** Unique in the run. */
  readonly id: string;
  readonly name: string;
  readonly state: TaskState;
  readonly message?: string | undefined;
  /** Whether it is a group: what is in it has logs of its own, or none. */
  readonly isGroup?: boolean | undefined;
}

/** A run as an engine tells of it. */
export interface RunSnapshot {
  readonly state: RunState;
  readonly message?: string | undefined;
  readonly tasks: readonly TaskSnapshot[];
}

/** What {@link follow} needs of an engine. */
export interface FollowedEngine {
  /** @throws SubmitError */
  snapshot(): Promise<RunSnapshot>;
  /** What a task printed; `undefined` where it cannot be had. */
  log?(task: TaskSnapshot): Promise<string | undefined>;
  sleep(milliseconds: number): Promise<void>;
}

/** A cluster is not asked for more logs at once while tasks run. */
const mostLiveLogs = 10;

/**
 * Follows a run to its end, telling of each change once. With `all`, logs are told line by line while their tasks run.
 *
 * @throws SubmitError, of kind `gone` where the run is deleted meanwhile
 */
export async function follow(engine: FollowedEngine, { onEvent, logs = "failed", interval = 3000 }: FollowOptions): Promise<FinishedRun> {
  const told = new Map<string, TaskState>();
  const tail = logTail(engine, onEvent);
  let last: RunState | undefined;
  for (;;) {
    const { state, message, tasks } = await engine.snapshot();
    for (const task of tasks) {
      if (told.get(task.id) === task.state) continue;
      told.set(task.id, task.state);
      onEvent({ kind: "task", task: task.name, state: task.state, message: task.message });
      if (task.state === "failed" ? logs !== "none" : task.state === "succeeded" && logs === "all") await tail(task);
    }
    const running = tasks.filter((task) => task.state === "running");
    if (logs === "all") for (const task of running.slice(0, mostLiveLogs)) await tail(task);
    if (state !== last) onEvent({ kind: "run", state, message });
    last = state;
    if (state === "succeeded" || state === "failed" || state === "cancelled") return { state, message };
    await engine.sleep(interval);
  }
}

/** Tells what a task has printed since it was last asked: whole lines while it runs, all that is left when it has ended. */
function logTail(engine: FollowedEngine, onEvent: FollowOptions["onEvent"]): (task: TaskSnapshot) => Promise<void> {
  const told = new Map<string, number>();
  return async (task) => {
    if (task.isGroup) return;
    const text = await engine.log?.(task);
    if (text === undefined) return;
    const from = told.get(task.id) ?? 0;
    const to = task.state === "running" ? text.lastIndexOf("\n") + 1 : text.length;
    if (to <= from) return;
    told.set(task.id, to);
    onEvent({ kind: "log", task: task.name, text: text.slice(from, to) });
  };
}
