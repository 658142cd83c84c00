import type { Palette } from "@typeline/diagnostics";
import type { RunEvent } from "@typeline/runner";
import type { Output } from "../host.ts";
import { eventLines } from "./event-lines.ts";
import { apply, createModel } from "./model.ts";
import { liveRegion } from "./terminal.ts";
import { treeLines } from "./tree.ts";

/** Shows the events of a run as they come. */
export interface Reporter {
  readonly onEvent: (event: RunEvent) => void;
  /** A line of the command line's own. */
  say(line: string): void;
  /** Shows what is left to show, and gives the terminal back. More than once does no harm. */
  close(): void;
}

/** Least time between two frames, in milliseconds. */
const FRAME = 100;

/** The tree of tasks, drawn at most ten times a second. */
export function liveReporter(output: Output, palette: Palette, unicode: boolean): Reporter {
  const model = createModel();
  const region = liveRegion(output);
  let said: readonly string[] = [];
  let drawnAt = Number.NEGATIVE_INFINITY;
  let closed = false;
  const draw = (rows: number) => {
    drawnAt = performance.now();
    const frame = { now: Date.now(), columns: output.columns ?? 80, rows: rows - said.length, palette, unicode };
    region.draw([...treeLines(model, frame), ...said]);
  };
  // One line less than the terminal has: the cursor stands below.
  const drawLive = () => draw(Math.max((output.rows ?? 24) - 1, 2));
  const drawIfDue = () => {
    if (performance.now() - drawnAt >= FRAME) drawLive();
  };
  const timer = setInterval(drawIfDue, FRAME);
  return {
    onEvent(event) {
      apply(model, event);
      drawIfDue();
    },
    say(line) {
      said = [...said, line];
      drawLive();
    },
    close() {
      clearInterval(timer);
      if (closed) return;
      closed = true;
      draw(Number.POSITIVE_INFINITY);
      region.close();
      for (const note of model.notes) output.write(`note: ${note}\n`);
    },
  };
}

const [BUFFERED, SOON] = [64 * 1024, 20];

/** A line for each event. Lines are written together: a task may write a million. */
export function lineReporter(output: Output): Reporter {
  let waiting: string[] = [];
  let size = 0;
  let timer: NodeJS.Timeout | undefined;
  let flushedAt = Number.NEGATIVE_INFINITY;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    flushedAt = performance.now();
    if (waiting.length > 0) output.write(`${waiting.join("\n")}\n`);
    [waiting, size] = [[], 0];
  };
  const write = (line: string) => {
    waiting.push(line);
    size += line.length;
    if (size >= BUFFERED || performance.now() - flushedAt > SOON) flush();
    else timer ??= setTimeout(flush, SOON);
  };
  return { onEvent: (event) => eventLines(event).forEach(write), say: write, close: flush };
}
