import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { type Palette, relativePath } from "@typeline/diagnostics";
import type { StoredRun, StoredTask } from "@typeline/runner";
import { ancestors, findBelow } from "../project.ts";
import { cleanLine, oneLine } from "./text.ts";

/** Lines of a failed task's log that are shown. */
const TAIL = 20;
const OTHERS = 10;

/** How a failure is shown. */
export interface FailureView {
  readonly cwd: string;
  readonly palette: Palette;
  /** Where TypeScript files are looked for, upwards from there: the folder of the source. */
  readonly from: string;
  /** The command that goes on with the run. */
  readonly resume: string;
}

/** Why a run failed: the task, where it stands in TypeScript, the end of its log, and how to go on. */
export function failureLines(run: StoredRun, { cwd, palette, from, resume }: FailureView): string[] {
  const { error, tasks } = run;
  const failed = tasks.filter(({ state }) => state === "failed");
  const first = failed.find(({ path }) => path === error?.task) ?? failed[0];
  const others = failed.filter((task) => task !== first);
  const what = first === undefined ? "The run failed" : `Task ${first.path} failed`;
  return [
    `${palette.error(what)}: ${oneLine(error?.message ?? first?.error ?? "for no known reason")}`,
    ...placeLines(error?.source ?? first?.source ?? null, from, cwd, palette),
    ...(first === undefined ? [] : logLines(first, cwd, palette)),
    ...others.slice(0, OTHERS).map(({ path, error: why }) => `${palette.error(`Task ${path} failed`)}: ${oneLine(why ?? "")}`),
    ...(others.length > OTHERS ? [`… and ${others.length - OTHERS} more.`] : []),
    `To go on once it is mended: ${resume}`,
  ];
}

/** The place as it can be clicked, and its line of code where the file is on this machine. */
function placeLines(source: string | null, from: string, cwd: string, palette: Palette): string[] {
  const match = /^(.*):(\d+):(\d+)$/.exec(source ?? "");
  if (match === null) return [];
  const [, file = "", line = "", column = ""] = match;
  const found = findBelow(ancestors(from), file);
  const code = found?.text.split("\n")[Number(line) - 1];
  const place = `  at ${palette.place(`${found === undefined ? file : relativePath(found.path, cwd)}:${line}:${column}`)}`;
  return code === undefined ? [place] : [place, `    ${cleanLine(code).trim()}`];
}

function logLines({ log }: StoredTask, cwd: string, palette: Palette): string[] {
  if (log === null) return ["  It wrote nothing."];
  const tail = tailOf(log, TAIL);
  if (tail.length === 0) return ["  It wrote nothing."];
  return [`  The end of its log, ${relativePath(log, cwd)}:`, ...tail.map((line) => `  ${palette.faint("|")} ${cleanLine(line)}`)];
}

/** The last lines of a file that may be of any size; none where it cannot be read. */
export function tailOf(file: string, lines: number): string[] {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, "r");
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.alloc(Math.min(size, 64 * 1024));
    readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString("utf8").replace(/\n$/, "").split("\n").slice(-lines);
  } catch {
    return [];
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
