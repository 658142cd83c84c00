import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import type { RuntimeArtifact } from "@typeline/ir";
import type { RunEvent } from "../events.ts";
import type { RunInputs } from "../options.ts";
import { RunnerError, reasonOf } from "../runner-error.ts";
import type { CacheNote } from "./cache.ts";

type Of<T extends RunEvent["type"]> = Extract<RunEvent, { type: T }>;

/** A line of the journal: an event, with what is needed to go on from it. */
export type JournalEntry =
  | (Of<"run-started"> & RunStart)
  | Of<"note">
  | Of<"task-started">
  | Of<"task-retry">
  | (Of<"task-ended"> & TaskEnd)
  | Of<"run-ended">;

export interface RunStart {
  readonly createdAt: string;
  readonly scheduledAt: string;
  readonly inputs: Required<RunInputs>;
}

export interface TaskEnd {
  /** Exactly what it gave, as later tasks get it. */
  readonly artifacts?: Readonly<Record<string, readonly RuntimeArtifact[]>>;
  readonly cache?: CacheNote;
}

/**
 * The journal of a run: one JSON object a line. A line is written before what it says is acted on, in one system call, so that a process
 * which is killed leaves whole lines, and at most one that is cut.
 */
export class Journal {
  readonly #path: string;
  readonly #file: number;
  /** Bytes of whole lines. */
  #size: number;
  #broken: RunnerError | undefined;

  /** @param keep bytes of an earlier journal to go on after */
  constructor(path: string, keep = 0) {
    this.#path = path;
    this.#size = keep;
    try {
      this.#file = openSync(path, keep > 0 ? "a" : "ax");
      if (keep > 0) ftruncateSync(this.#file, keep);
    } catch (error) {
      throw new RunnerError(`the journal ${path} cannot be opened: ${reasonOf(error)}.`);
    }
  }

  /** @throws RunnerError */
  append(entry: JournalEntry): void {
    if (this.#broken) throw this.#broken;
    const bytes = Buffer.from(`${JSON.stringify(entry)}\n`);
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(this.#file, bytes, written);
      this.#size += bytes.length;
    } catch (error) {
      // Nothing may come after half a line.
      this.#broken = new RunnerError(
        `the journal ${this.#path} cannot be written: ${reasonOf(error)}. What has finished until now is kept; go on with --resume.`,
      );
      ftruncateSync(this.#file, this.#size);
      throw this.#broken;
    }
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** What a journal holds, and how many bytes of it are whole lines. A last line that was cut is left out. */
export interface JournalReading {
  readonly entries: readonly JournalEntry[];
  readonly bytes: number;
}

/** @throws RunnerError where it cannot be read, or a line that is not the last is broken */
export function readJournal(path: string): JournalReading {
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch (error) {
    throw new RunnerError(`the journal ${path} cannot be read: ${reasonOf(error)}.`);
  }
  const entries: JournalEntry[] = [];
  let start = 0;
  for (let end = content.indexOf(10); end >= 0; end = content.indexOf(10, start)) {
    const entry = parsed(content.toString("utf8", start, end));
    if (entry === undefined) {
      if (content.indexOf(10, end + 1) < 0 && end === content.length - 1) break;
      throw new RunnerError(`the journal ${path} is damaged: line ${entries.length + 1} is no entry. Start a new run.`);
    }
    entries.push(entry);
    start = end + 1;
  }
  return { entries, bytes: start };
}

function parsed(line: string): JournalEntry | undefined {
  try {
    const entry = JSON.parse(line) as JournalEntry | null;
    if (typeof entry !== "object" || typeof entry?.type !== "string") return undefined;
    return entry.type === "task-ended" && typeof entry.task?.outputs !== "object" ? undefined : entry;
  } catch {
    return undefined;
  }
}
