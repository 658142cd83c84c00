import type { ExecutorName } from "./executors/executor.ts";
import type { RunRecord, TaskRecord } from "./record.ts";

/** What happens in a run, in order. `at` is ISO 8601. */
export type RunEvent =
  | {
      readonly type: "run-started";
      readonly at: string;
      readonly runId: string;
      readonly pipeline: string;
      readonly directory: string;
      /** It goes on with an earlier run. */
      readonly resumed: boolean;
    }
  /** Something that the run does not honour, or does otherwise; each once. */
  | { readonly type: "note"; readonly at: string; readonly message: string }
  | {
      readonly type: "task-started";
      readonly at: string;
      readonly path: string;
      readonly component: string;
      /** From 1. */
      readonly attempt: number;
      readonly executor: ExecutorName;
      /** `pipeline.ts:12:9` */
      readonly source: string | null;
    }
  /** A loop has started, or another of its iterations has ended: `path` is the loop's, `for-loop-1`. */
  | { readonly type: "loop-progress"; readonly at: string; readonly path: string; readonly done: number; readonly total: number }
  /** `done` is from 0 to 1. */
  | { readonly type: "task-progress"; readonly at: string; readonly path: string; readonly done: number; readonly note?: string }
  | { readonly type: "task-log"; readonly at: string; readonly path: string; readonly stream: "stdout" | "stderr"; readonly line: string }
  /** An attempt failed, and another follows after `delay` seconds. */
  | {
      readonly type: "task-retry";
      readonly at: string;
      readonly path: string;
      readonly attempt: number;
      readonly delay: number;
      readonly error: string;
    }
  /** `milliseconds` of all attempts together. */
  | { readonly type: "task-ended"; readonly at: string; readonly task: TaskRecord; readonly milliseconds: number }
  | { readonly type: "run-ended"; readonly at: string; readonly run: RunRecord; readonly milliseconds: number };

/** Called for each event, at once; it must not throw. */
export type Listener = (event: RunEvent) => void;
