import type { RunEvent, TaskRecord } from "@typeline/runner";
import { cleanLine, formatElapsed, oneLine } from "./text.ts";

/**
 * An event as lines for a log that people and `grep` read: `task PATH …` for what happens to a task, `PATH | …` for what it writes.
 * Progress is left out: it is for those who watch.
 */
export function eventLines(event: RunEvent): string[] {
  switch (event.type) {
    case "run-started":
      return [`run ${event.runId} ${event.resumed ? "resumed" : "started"}`];
    case "note":
      return [`note: ${oneLine(event.message)}`];
    case "task-started":
      return [`task ${event.path} started (${event.attempt > 1 ? `attempt ${event.attempt}, ` : ""}${event.executor})`];
    case "task-log":
      return [`${event.path} | ${cleanLine(event.line)}`];
    case "task-retry":
      return [`task ${event.path} attempt ${event.attempt} failed: ${oneLine(event.error)}; again in ${formatElapsed(event.delay * 1000)}`];
    case "task-ended":
      return [`task ${event.task.path} ${ending(event.task, event.milliseconds)}`];
    case "run-ended":
      return [`run ${event.run.runId} ${event.run.state} after ${formatElapsed(event.milliseconds)}`];
    case "task-progress":
    case "loop-progress":
      return [];
  }
}

function ending({ state, error, reason, source }: TaskRecord, milliseconds: number): string {
  const known = error ?? reason;
  const why = known === undefined ? undefined : oneLine(known);
  if (state === "cached" || state === "skipped") return why === undefined ? state : `${state}: ${why}`;
  const after = `${state} after ${formatElapsed(milliseconds)}`;
  return state === "failed" ? `${after}: ${why ?? "for no known reason"}${source === null ? "" : ` (${source})`}` : after;
}
