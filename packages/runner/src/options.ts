import type { ExecutorOutput, JsonValue } from "@typeline/ir";
import type { Listener } from "./events.ts";
import type { Attempt, ExecutorChoice } from "./executors/executor.ts";

/** The values of a run's inputs. */
export interface RunInputs {
  readonly parameters?: Readonly<Record<string, JsonValue>>;
  /** A path, absolute or relative to {@link RunOptions.cwd}, or a URI; several for an input that is a list. */
  readonly artifacts?: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * Runs one attempt of a task in this process.
 *
 * @returns the executor's output
 * @throws what the task failed with
 */
export type StandIn = (attempt: Attempt, signal: AbortSignal) => Promise<ExecutorOutput | undefined>;

export interface RunOptions {
  /** Paths in the inputs and in importers are relative to it. */
  readonly cwd: string;
  /** Absolute path; each run has a folder of its own in it. Default: `.typeline/runs` of {@link cwd}. */
  readonly runsDirectory?: string | undefined;
  /** Absolute path. Default: `.typeline/cache` of {@link cwd}. */
  readonly cacheDirectory?: string | undefined;
  readonly executor?: ExecutorChoice | undefined;
  /** Most tasks at once. Default: what the machine can run in parallel. */
  readonly concurrency?: number | undefined;
  /** `false`: nothing is taken from the cache. Results are stored in it all the same. */
  readonly cache?: boolean | undefined;
  /** What stands in for the cluster's secrets and config maps: values by `name/key`. */
  readonly secrets?: ReadonlyMap<string, string> | undefined;
  /** The file that they came from, as the user calls it, for messages. */
  readonly secretsFile?: string | undefined;
  /** Variables for every task, which win over the pipeline's own. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** ISO 8601: when a schedule meant the run to start. Default: when it starts. */
  readonly scheduledAt?: string | undefined;
  /** A URI below which artifacts are stored: `s3://bucket/prefix`. Default: the run's folder. */
  readonly root?: string | undefined;
  /** What runs in this process in place of components, by the components' keys in the document. Their results are not cached. */
  readonly standIns?: ReadonlyMap<string, StandIn> | undefined;
  /** The id of an earlier run to go on with: what has finished is not run again. */
  readonly resume?: string | undefined;
  /** Cancels the run. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: Listener | undefined;
}
