export type { Listener, RunEvent } from "./events.ts";
export {
  type Attempt,
  type AttemptIo,
  type Executor,
  type ExecutorChoice,
  type ExecutorName,
  type Exit,
  executorNames,
  type Mount,
} from "./executors/executor.ts";
export type { RunInputs, RunOptions, StandIn } from "./options.ts";
export type { ArtifactRecord, OutputsRecord, RunRecord, RunState, TaskRecord, TaskState } from "./record.ts";
export { runDocument } from "./run.ts";
export { RunnerError } from "./runner-error.ts";
export type { CacheNote } from "./store/cache.ts";
export { isRunning, listRuns, readCacheNotes, readRun, runFolders } from "./store/runs.ts";
export type { StoredRun, StoredState, StoredTask } from "./store/stored-run.ts";
export { NOTHING, type Values } from "./values.ts";
