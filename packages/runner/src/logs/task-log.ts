import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { RunnerError, reasonOf } from "../runner-error.ts";
import { Lines } from "./lines.ts";
import type { Mask } from "./mask.ts";

/** What a component's runtime begins a line of progress with: `PROGRESS` of `@typeline/runtime`. */
const PROGRESS = "TYPELINE_PROGRESS ";

/** Characters that are written in one call. */
const BATCH = 65_536;

export interface LogEvents {
  line(stream: "stdout" | "stderr", line: string): void;
  progress(done: number, note: string | undefined): void;
}

/** The log of one task: a file that is made when there is something to write, secrets masked, lines of progress left out. */
export class TaskLog {
  readonly path: string;
  readonly #mask: Mask;
  readonly #events: LogEvents;
  readonly #streams: Readonly<Record<"stdout" | "stderr", Lines>>;
  #file: number | undefined;
  #batch = "";
  /** The log cannot be written: told when it is closed, since a task writes at any time. */
  #broken: RunnerError | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param path absolute; goes on after what is there */
  constructor(path: string, mask: Mask, events: LogEvents) {
    this.path = path;
    this.#mask = mask;
    this.#events = events;
    this.#streams = {
      stdout: new Lines((line) => this.#line("stdout", line), mask),
      stderr: new Lines((line) => this.#line("stderr", line), mask),
    };
  }

  /** Whether anything was written. */
  get used(): boolean {
    return this.#file !== undefined || this.#batch !== "";
  }

  output(stream: "stdout" | "stderr", bytes: Uint8Array): void {
    this.#streams[stream].push(bytes);
  }

  /** Between two attempts. */
  separate(text: string): void {
    this.#finishLines();
    this.#write(`${text}\n`);
  }

  /** @throws RunnerError where it cannot be written */
  close(): void {
    this.#finishLines();
    this.#flush();
    if (this.#file !== undefined) closeSync(this.#file);
    if (this.#broken) throw this.#broken;
  }

  #finishLines(): void {
    this.#streams.stdout.end();
    this.#streams.stderr.end();
  }

  #line(stream: "stdout" | "stderr", text: string): void {
    if (text.startsWith(PROGRESS) && this.#progress(text.slice(PROGRESS.length))) return;
    const line = this.#mask(text);
    this.#write(`${line}\n`);
    this.#events.line(stream, line);
  }

  #progress(json: string): boolean {
    try {
      const { done, note } = JSON.parse(json) as { done: number; note?: string };
      if (typeof done !== "number") return false;
      this.#events.progress(done, note === undefined ? undefined : this.#mask(String(note)));
      return true;
    } catch {
      return false;
    }
  }

  #write(text: string): void {
    this.#batch += text;
    if (this.#batch.length >= BATCH) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), 200).unref();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#batch === "") return;
    const bytes = Buffer.from(this.#batch);
    this.#batch = "";
    if (this.#broken) return;
    try {
      if (this.#file === undefined) {
        mkdirSync(dirname(this.path), { recursive: true });
        this.#file = openSync(this.path, "a");
      }
      for (let written = 0; written < bytes.length; ) written += writeSync(this.#file, bytes, written);
    } catch (error) {
      this.#broken = new RunnerError(
        `the log ${this.path} cannot be written: ${reasonOf(error)}. What has finished until now is kept; go on with --resume.`,
      );
    }
  }
}
