import type { JsonValue } from "@typeline/ir";

/** How a run ended. */
export type RunState = "succeeded" | "failed" | "cancelled";

/** How a task ended; `skipped` is one that never started, since its condition was false or what it waits for failed. */
export type TaskState = "succeeded" | "failed" | "skipped" | "cached" | "cancelled";

/** An artifact, as a run's record shows it. */
export interface ArtifactRecord {
  /** `system.Model` and so on. */
  readonly schemaTitle: string;
  /** `file:///…` for what is stored here, else where it is stored. */
  readonly uri: string;
  /** Absolute path of the file or folder; missing where it is not on this machine. */
  readonly path?: string;
  readonly metadata: Readonly<Record<string, JsonValue>>;
}

export interface OutputsRecord {
  readonly parameters: Readonly<Record<string, JsonValue>>;
  /** A list of artifacts is an array. */
  readonly artifacts: Readonly<Record<string, ArtifactRecord | readonly ArtifactRecord[]>>;
}

/** A task of a run that has ended. Times are ISO 8601. */
export interface TaskRecord {
  /** The tasks and groups around it, and its own name: `for-loop-1[0]/fit`. */
  readonly path: string;
  /** Kebab-case name of the component. */
  readonly component: string;
  readonly state: TaskState;
  /** How often it was started; 0 where it never was. */
  readonly attempts: number;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** Where the call stands: `pipeline.ts:12:9`; null where the pipeline does not say, as those that `kfp` compiled. */
  readonly source: string | null;
  readonly outputs: OutputsRecord;
  /** Absolute path of its log; null where it wrote none. */
  readonly log: string | null;
  /** Why it failed. */
  readonly error: string | null;
  /** Why it never started. */
  readonly reason?: string;
  /** What ran it. */
  readonly executor?: string;
}

/** A run that has ended: what `typeline run --json` prints, valid against `schemas/run.schema.json`. */
export interface RunRecord {
  readonly runId: string;
  readonly pipeline: string;
  readonly state: RunState;
  /** Of the first task whose failure failed the run. `source` is `file:line:col`; both are null where they are not known. */
  readonly error: { readonly task: string | null; readonly message: string; readonly source: string | null } | null;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Absolute path of the run's folder. */
  readonly directory: string;
  readonly inputs: Readonly<Record<string, JsonValue>>;
  readonly outputs: OutputsRecord;
  /** In the order in which they ended. */
  readonly tasks: readonly TaskRecord[];
}
