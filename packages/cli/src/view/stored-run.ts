import { relativePath } from "@typeline/diagnostics";
import type { StoredRun, StoredTask } from "@typeline/runner";
import { apply, createModel, type RunModel } from "./model.ts";
import { formatElapsed, pad, widthOf } from "./text.ts";

/** A stored run as the model that its events would have made. */
export function modelOf(run: StoredRun): RunModel {
  const { runId, pipeline, directory, startedAt, finishedAt } = run;
  const model = createModel();
  apply(model, { type: "run-started", at: startedAt, runId, pipeline, directory, resumed: false });
  for (const task of run.tasks) {
    const { path, component, attempts, source, state } = task;
    const at = task.startedAt ?? startedAt;
    if (state === "running") apply(model, { type: "task-started", at, path, component, attempt: attempts, executor: "here", source });
    else if (state === "interrupted")
      apply(model, { type: "task-ended", at, task: { ...task, state: "cancelled", reason: "interrupted" }, milliseconds: elapsed(task) });
    else apply(model, { type: "task-ended", at, task: { ...task, state }, milliseconds: elapsed(task) });
  }
  const end = finishedAt ?? run.tasks.reduce((latest, task) => later(latest, task.finishedAt ?? task.startedAt), startedAt);
  if (run.state !== "running")
    apply(model, { type: "run-ended", at: end, run: { ...run, state: "failed", finishedAt: end, tasks: [] }, milliseconds: 0 });
  return model;
}

/** ISO 8601 in one zone sorts as text. */
function later(a: string, b: string | null): string {
  return b !== null && b > a ? b : a;
}

/** Milliseconds; 0 where it did not run or has not ended. */
export function elapsed({ startedAt, finishedAt }: Pick<StoredTask, "startedAt" | "finishedAt">): number {
  return startedAt === null || finishedAt === null ? 0 : Date.parse(finishedAt) - Date.parse(startedAt);
}

/** A table of runs: id, pipeline, state, start in local time, duration. */
export function runsTable(runs: readonly StoredRun[], now: number): string[] {
  const rows = runs.map(({ runId, pipeline, state, startedAt, finishedAt }) => [
    runId,
    pipeline,
    state,
    localTime(new Date(startedAt)),
    finishedAt !== null || state === "running"
      ? formatElapsed((finishedAt === null ? now : Date.parse(finishedAt)) - Date.parse(startedAt))
      : "",
  ]);
  const table = [["RUN", "PIPELINE", "STATE", "STARTED", "TOOK"], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => widthOf(row[column]!))));
  return table.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column]!))
      .join("  ")
      .trimEnd(),
  );
}

/** `2026-11-26 17:15:00` */
function localTime(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** What `runs list --json` says of a run. */
export function listing({ runId, pipeline, state, startedAt, finishedAt, directory }: StoredRun, cwd: string) {
  return { runId, pipeline, state, startedAt, finishedAt, directory: relativePath(directory, cwd) };
}
