import type { CacheNote, StoredTask } from "@typeline/runner";
import { elapsed } from "../view/stored-run.ts";
import { formatElapsed, oneLine, plural } from "../view/text.ts";
import { type Difference, differences, type Earlier } from "./compare.ts";

/** What became of a task, in one line. */
export function stateLine(task: StoredTask): string {
  const { state, attempts, executor } = task;
  if (state === "skipped") return "It was skipped.";
  if (state === "cached") return "It came from the cache.";
  if (state === "interrupted") return "It was running when the run was interrupted.";
  if (state === "running") return "It is running.";
  const how = executor === undefined || executor === "here" ? "" : ` by \`${executor}\``;
  const tries = attempts > 1 ? `, in ${plural(attempts, "attempt")}` : "";
  return `It ran${how} and ${state === "succeeded" ? "succeeded" : state === "failed" ? "failed" : "was cancelled"} after ${formatElapsed(elapsed(task))}${tries}.`;
}

/** Why the cache gave a result, or none. */
export function cacheLines(task: StoredTask, cache: CacheNote | undefined, earlier: Earlier | undefined): string[] {
  if (task.state === "skipped") return [];
  if (cache === undefined) return ["The run's journal does not say what the cache was asked."];
  if (cache.hit !== null)
    return [`All that it is made of was the same when task \`${cache.hit.path}\` of run ${cache.hit.runId} made the result.`];
  if (!cache.enabled) return ["The cache was not asked: caching is switched off for the task, or was for the run (`--no-cache`)."];
  if (earlier === undefined) return ["The cache had nothing: no earlier run of this pipeline that is still here has the task."];
  const where = `${earlier.path === task.path ? "the same task" : `task \`${earlier.path}\``} of run ${earlier.runId}`;
  const found = differences(earlier.cache, cache);
  if (found.length > 0) return [`It had to run: compared with ${where},`, ...found.map(differenceLine)];
  if (earlier.state !== "succeeded" && earlier.state !== "cached")
    return [`Nothing differs from ${where}, but there it ended as ${earlier.state}: only the results of success are kept.`];
  return [`Nothing differs from ${where}, but its result was no longer in the cache.`];
}

function differenceLine({ ingredient, before, after }: Difference): string {
  const what = nounOf(ingredient);
  if (before === undefined) return `  ${what} is new: ${brief(after!)}`;
  if (after === undefined) return `  ${what} is gone: it was ${brief(before)}`;
  return `  ${what} differs: ${brief(after)} instead of ${brief(before)}`;
}

/** `input rows` → ``input `rows` ``; what belongs to every task is its own. */
function nounOf(ingredient: string): string {
  const [, kind, name] = /^(input|artifact|variable) (.+)$/.exec(ingredient) ?? [];
  return kind === undefined ? `its ${ingredient}` : `${kind} \`${name}\``;
}

/** Digests by their beginning. */
function brief(value: string): string {
  if (/^(?:sha256:)?[0-9a-f]{64}$/.test(value)) return value.slice(0, -52);
  const line = oneLine(value);
  return line.length <= 100 ? line : `${line.slice(0, 99)}…`;
}
