import { existsSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { RunRecord } from "../record.ts";
import type { CacheNote } from "./cache.ts";
import type { JournalEntry } from "./journal.ts";
import { readIfThere, readJournalLines } from "./journal-lines.ts";
import { lockOwner } from "./lock.ts";
import type { StoredRun, StoredTask } from "./stored-run.ts";

/**
 * Reads a run from its folder: `run.json` if it has ended, else what the journal says so far.
 *
 * @returns `undefined` where the folder is no run's
 */
export function readRun(directory: string): StoredRun | undefined {
  const folder = resolve(directory);
  const alive = isRunning(folder);
  const record = alive ? undefined : readRecord(folder);
  return record ?? fromJournal(folder, readJournalLines(join(folder, "journal.jsonl")), alive);
}

/** All runs of a folder, the newest first. */
export function listRuns(runsDirectory: string): StoredRun[] {
  return runFolders(runsDirectory)
    .flatMap((folder) => readRun(folder) ?? [])
    .sort((a, b) => compare(b.startedAt, a.startedAt) || compare(b.runId, a.runId));
}

/** Absolute paths of the folders that may be runs. None where there is no such folder. */
export function runFolders(runsDirectory: string): string[] {
  if (!existsSync(runsDirectory)) return [];
  return readdirSync(runsDirectory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map(({ name }) => resolve(runsDirectory, name));
}

/** What the cache was asked for each task of a run, by the task's path. */
export function readCacheNotes(directory: string): Map<string, CacheNote> {
  const notes = new Map<string, CacheNote>();
  for (const line of readJournalLines(join(directory, "journal.jsonl")))
    if (line.type === "task-ended" && line.cache !== undefined) notes.set(line.task.path, line.cache);
  return notes;
}

/** Whether the process that the folder's `lock` names is alive. */
export function isRunning(directory: string): boolean {
  return lockOwner(join(directory, "lock")) !== undefined;
}

/** The record is written at once or not at all; one that is broken all the same is as good as none. */
function readRecord(folder: string): RunRecord | undefined {
  const text = readIfThere(join(folder, "run.json"));
  try {
    const record: unknown = text === undefined ? undefined : JSON.parse(text);
    return typeof record === "object" && record !== null && Array.isArray((record as RunRecord).tasks)
      ? { ...(record as RunRecord), directory: folder }
      : undefined;
  } catch {
    return undefined;
  }
}

function fromJournal(folder: string, lines: readonly JournalEntry[], alive: boolean): StoredRun | undefined {
  const first = lines.find((line) => line.type === "run-started");
  if (first === undefined) return undefined;
  const state = alive ? "running" : "interrupted";
  const tasks = new Map<string, StoredTask>();
  for (const line of lines) {
    // A resumed run starts again what had not ended.
    if (line.type === "task-started") tasks.set(line.path, unfinished(line, tasks.get(line.path), state, logOf(folder, line.path)));
    else if (line.type === "task-ended") {
      tasks.delete(line.task.path);
      tasks.set(line.task.path, line.task);
    }
  }
  return {
    runId: first.runId ?? basename(folder),
    pipeline: first.pipeline,
    state,
    error: null,
    startedAt: first.at,
    finishedAt: null,
    directory: folder,
    inputs: { ...first.inputs?.parameters, ...(first.inputs?.artifacts as RunRecord["inputs"]) },
    outputs: { parameters: {}, artifacts: {} },
    tasks: [...tasks.values()],
  };
}

function unfinished(
  { path, component, at, attempt, executor, source }: Extract<JournalEntry, { type: "task-started" }>,
  before: StoredTask | undefined,
  state: "running" | "interrupted",
  log: string | null,
): StoredTask {
  return {
    path,
    component,
    state,
    attempts: attempt,
    startedAt: before?.startedAt ?? at,
    finishedAt: null,
    source,
    outputs: { parameters: {}, artifacts: {} },
    log,
    error: null,
    executor,
  };
}

/** Where a task of a run writes, if it has written. */
function logOf(folder: string, path: string): string | null {
  const log = join(folder, "logs", `${path}.log`);
  return existsSync(log) ? log : null;
}

/** ISO 8601 in one zone sorts as text. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
