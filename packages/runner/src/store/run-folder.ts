import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { RunnerError, reasonOf } from "../runner-error.ts";
import { Journal, type JournalReading, readJournal } from "./journal.ts";
import { releaseLock, takeLock } from "./lock.ts";

/** The folder of a run, which this process has for itself until it is closed. */
export class RunFolder {
  readonly runId: string;
  /** Absolute. */
  readonly path: string;
  readonly journal: Journal;
  /** What an earlier process wrote, of a run that goes on. */
  readonly before: JournalReading["entries"];

  private constructor(runId: string, path: string, journal: Journal, before: JournalReading["entries"]) {
    this.runId = runId;
    this.path = path;
    this.journal = journal;
    this.before = before;
  }

  /** @param text of `pipeline.yaml`: the folder is there with it, or not at all @throws RunnerError */
  static create(runsDirectory: string, pipeline: string, at: Date, text: string): RunFolder {
    try {
      mkdirSync(runsDirectory, { recursive: true });
      const path = makeNew(() => join(runsDirectory, `${pipeline}-${stamp(at)}-${randomBytes(2).toString("hex")}`), text);
      takeLock(join(path, "lock"));
      return new RunFolder(basename(path), path, new Journal(join(path, "journal.jsonl")), []);
    } catch (error) {
      if (error instanceof RunnerError) throw error;
      throw new RunnerError(`the folder ${runsDirectory} for runs cannot be used: ${reasonOf(error)}. Another one: --runs-dir.`);
    }
  }

  /** The folder of an earlier run, to go on with it. @throws RunnerError for one that is not there, or runs still */
  static resume(runsDirectory: string, runId: string): RunFolder {
    const path = join(runsDirectory, runId);
    if (!/^[\w.-]+$/.test(runId) || !existsSync(join(path, "journal.jsonl"))) throw new RunnerError(unknownRun(runsDirectory, runId));
    const owner = locked(path);
    if (owner !== undefined) throw new RunnerError(`the run ${runId} is still going on, in process ${owner}.`);
    try {
      const { entries, bytes } = readJournal(join(path, "journal.jsonl"));
      if (entries[0]?.type !== "run-started") throw new RunnerError(`the run ${runId} was stopped before it began: start a new one.`);
      return new RunFolder(runId, path, new Journal(join(path, "journal.jsonl"), bytes), entries);
    } catch (error) {
      releaseLock(join(path, "lock"));
      throw error;
    }
  }

  /** Removes what an earlier process left half done, once nothing of that writes any more, and its record, which is no longer so. */
  clear(): void {
    rmSync(join(this.path, "tasks"), { recursive: true, force: true, maxRetries: 5 });
    rmSync(join(this.path, "run.json"), { force: true });
  }

  /** Absolute path of a folder in it, which is there. */
  folder(...names: string[]): string {
    const path = join(this.path, ...names);
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** Writes a file that is whole or not there. */
  write(name: string, text: string): void {
    const path = join(this.path, name);
    writeFileSync(`${path}.part`, text);
    renameSync(`${path}.part`, path);
  }

  close(): void {
    this.journal.close();
    releaseLock(join(this.path, "lock"));
  }
}

/** Makes a folder that was not there: two runs may begin in the same second, with the same random letters. */
function makeNew(next: () => string, text: string): string {
  for (;;) {
    const path = next();
    const half = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
    mkdirSync(half);
    writeFileSync(join(half, "pipeline.yaml"), text);
    try {
      renameSync(half, path);
      return path;
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      if (!["EEXIST", "ENOTEMPTY"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    }
  }
}

/** @returns the process that has the run */
function locked(path: string): number | undefined {
  try {
    return takeLock(join(path, "lock"));
  } catch (error) {
    throw new RunnerError(`the run's folder ${path} cannot be used: ${reasonOf(error)}.`);
  }
}

function unknownRun(runsDirectory: string, runId: string): string {
  const known = existsSync(runsDirectory) ? readdirSync(runsDirectory).sort().reverse().slice(0, 3) : [];
  return `there is no run ${runId} in ${runsDirectory}.${known.length > 0 ? ` The last ones: ${known.join(", ")}.` : ""}`;
}

/** `20261126-171500`, local time. */
function stamp(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const date = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  return `${date}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
}
