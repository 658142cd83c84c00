import type { Ended } from "./values.ts";

/** As KFP's metadata store knows an execution. */
export type StoredState = "COMPLETE" | "CACHED" | "FAILED" | "CANCELED" | "RUNNING";

/** Whether a task's result is found in the cache, if it may be taken from there. */
export type IsCached = (path: string) => boolean;

const isTakenFromCache = ({ path, task }: Ended, isCached: IsCached): boolean =>
  task?.cachingOptions?.enableCache === true && isCached(path);

/** Whether a driver ran for the task at all: otherwise the metadata store has no execution of it. */
export const isStored = (task: Ended | undefined): task is Ended => task !== undefined && task.state !== "NOT_TRIGGERED";

/**
 * The state of an execution. A DAG is closed by the launchers of its tasks (`UpdateDAGExecutionsState`): where none runs, since all
 * results come from the cache, are imported, or are skipped, it stays as it is.
 */
export function storedState(ended: Ended, isCached: IsCached): StoredState {
  if (ended.state === "FAILED") return "FAILED";
  if (ended.state === "SKIPPED") return "CANCELED";
  if (isGroup(ended)) return hasWorked(ended, isCached) ? "COMPLETE" : "RUNNING";
  return isTakenFromCache(ended, isCached) ? "CACHED" : "COMPLETE";
}

export const isGroup = (ended: Ended): boolean => ended.component.dag !== undefined || ended.iterations !== undefined;

function hasWorked(ended: Ended, isCached: IsCached): boolean {
  if (ended.state !== "SUCCEEDED") return false;
  const inside = [...(ended.tasks?.values() ?? []), ...(ended.iterations ?? [])];
  return isGroup(ended) ? inside.some((one) => hasWorked(one, isCached)) : ended.ran === true && !isTakenFromCache(ended, isCached);
}
