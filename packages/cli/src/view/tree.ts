import type { Palette } from "@typeline/diagnostics";
import { type Counts, type GroupNode, lastLines, type RunModel, type TaskNode, type TreeNode } from "./model.ts";
import { formatElapsed, oneLine, pad, plural, truncate, widthOf } from "./text.ts";

/** What lines are drawn for. */
export interface Frame {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Columns of the terminal; lines are one shorter. */
  readonly columns: number;
  /** Most lines. */
  readonly rows: number;
  readonly palette: Palette;
  /** Whether signs beyond ASCII can be shown. */
  readonly unicode: boolean;
}

/** What is given up first where there is no room has the highest rank. */
type Rank = 0 | 1 | 2 | 3;
interface Row {
  readonly rank: Rank;
  readonly depth: number;
  readonly sign: Sign;
  readonly name: string;
  readonly detail: string;
}
type Sign = "running" | "waiting" | "done" | "failed" | "skipped" | "log";

/** Loops with more iterations show those alone that run or have failed. */
const SHOWN_ITERATIONS = 5;
const SHOWN_FAILURES = 10;
const BAR = 10;

/** A run as lines: its tasks nested by their path, never more than the frame takes. */
export function treeLines(model: RunModel, frame: Frame): string[] {
  const { palette } = frame;
  const [head, foot] = [headOf(model, frame), footOf(model.root.counts)];
  const room = Math.max(frame.rows - (foot === "" ? 1 : 2), 1);
  const rows = fit(rowsOf(model.root, 0, frame, false), room, () => rowsOf(model.root, 0, frame, true));
  return [
    palette.strong(truncate(head, frame.columns - 1)),
    ...drawRows(rows, frame),
    ...(foot === "" ? [] : [palette.faint(truncate(foot, frame.columns - 1))]),
  ].slice(0, Math.max(frame.rows, 1));
}

function headOf({ pipeline, runId, startedAt, ended }: RunModel, { now }: Frame): string {
  if (runId === "") return "Starting";
  const end = ended === undefined ? now : Date.parse(ended.finishedAt);
  return `${pipeline}  ${runId}  ${formatElapsed(end - startedAt)}`;
}

/** `2 running, 38 succeeded, 1 failed` */
function footOf(counts: Counts): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${state}`)
    .join(", ");
}

function rowsOf(around: GroupNode, depth: number, frame: Frame, dense: boolean): Row[] {
  const { children, loop } = around;
  const iterations = loop === undefined ? 0 : Math.max(loop.total ?? 0, children.size);
  const nodes = [...children.values()].filter((node) => node.kind === "task" || iterations <= SHOWN_ITERATIONS || rankOf(node) < 2);
  let failures = 0;
  return nodes.flatMap((node) => {
    const isOldFailure = loop !== undefined && rankOf(node) === 1 && ++failures > SHOWN_FAILURES;
    return isOldFailure ? [] : nodeRows(node, "", depth, frame, dense);
  });
}

/** A group with one member shares its line: `[37]/fit`. */
function nodeRows(node: TreeNode, before: string, depth: number, frame: Frame, dense: boolean): Row[] {
  const name = before === "" ? node.name : `${before}${node.name.startsWith("[") ? "" : "/"}${node.name}`;
  if (node.kind === "task") return taskRows(node, name, depth, frame);
  const only = node.loop === undefined && node.children.size === 1 ? [...node.children.values()][0] : undefined;
  if (only !== undefined) return nodeRows(only, name, depth, frame, dense);
  const row: Row = { rank: rankOf(node), depth, sign: signOf(node.counts), name, detail: groupDetail(node) };
  return dense && row.rank === 2 ? [row] : [row, ...rowsOf(node, depth + 1, frame, dense)];
}

function taskRows(task: TaskNode, name: string, depth: number, frame: Frame): Row[] {
  const sign = task.retry ? "waiting" : task.state === "running" ? "running" : signOf({ [task.state]: 1 });
  const row: Row = { rank: rankOf(task), depth, sign, name, detail: oneLine(taskDetail(task, frame)) };
  if (task.state !== "running") return [row];
  return [row, ...lastLines(task).map((line): Row => ({ rank: 3, depth: depth + 1, sign: "log", name: line, detail: "" }))];
}

function rankOf(node: TreeNode): Rank {
  const counts: Partial<Counts> = node.kind === "task" ? { [node.state]: 1 } : node.counts;
  if (counts.running) return 0;
  return counts.failed || counts.cancelled ? 1 : 2;
}

function signOf({ running, failed, cancelled, succeeded, cached }: Partial<Counts>): Sign {
  if (running) return "running";
  if (failed || cancelled) return "failed";
  return succeeded || cached ? "done" : "skipped";
}

/** `37/10000 done, 2 running, 1 failed` */
function groupDetail({ loop, counts }: GroupNode): string {
  const { running, failed, cancelled, succeeded, cached } = counts;
  const done = loop?.total === undefined ? plural(succeeded + cached, "task") : `${loop.done}/${loop.total}`;
  const parts = [
    `${done} done`,
    running > 0 && `${running} running`,
    failed > 0 && `${failed} failed`,
    cancelled > 0 && `${cancelled} cancelled`,
  ];
  return loop === undefined ? "" : parts.filter((part) => part !== false).join(", ");
}

function taskDetail(task: TaskNode, frame: Frame): string {
  const { state, startedAt, milliseconds, attempt, done, note, retry, why } = task;
  const again = attempt > 1 ? `attempt ${attempt}` : "";
  if (state === "running") {
    if (retry) return `again in ${formatElapsed(Math.max(retry.at - frame.now, 0))}: ${retry.error}`;
    const bar = done === undefined ? "" : progressBar(done, frame.unicode);
    return [formatElapsed(frame.now - startedAt), again, bar, note ?? ""].filter((part) => part !== "").join("  ");
  }
  if (state === "cached" || state === "skipped") return why === undefined ? state : `${state}: ${why}`;
  const words = [formatElapsed(milliseconds ?? 0), again, why ?? (state === "cancelled" ? "cancelled" : "")];
  return words.filter((part) => part !== "").join("  ");
}

function progressBar(done: number, unicode: boolean): string {
  const share = Math.min(Math.max(done, 0), 1);
  const full = Math.floor(share * BAR);
  const [on, off] = unicode ? ["━", "─"] : ["#", "."];
  return `${on.repeat(full)}${off.repeat(BAR - full)} ${String(Math.floor(share * 100)).padStart(3)} %`;
}

/** Leaves out rows until the rest fits: groups that are done are closed, then go last log lines, what is done, failures, and what runs. */
function fit(rows: readonly Row[], room: number, dense: () => readonly Row[]): readonly Row[] {
  if (rows.length <= room) return rows;
  let left = rows.filter(({ rank }) => rank < 3);
  if (left.length <= room) return withSomeLogs(rows, room - left.length);
  left = dense().filter(({ rank }) => rank < 3);
  // One line tells how many are missing.
  let excess = left.length - (room - 1);
  if (left.length <= room) return left;
  const hidden = excess;
  for (const rank of [2, 1] as const)
    left = left.filter((row) => {
      if (row.rank !== rank || excess <= 0) return true;
      excess -= 1;
      return false;
    });
  left = left.slice(0, room - 1);
  return [...left, { rank: 0, depth: 0, sign: "log", name: `${plural(hidden, "line")} more`, detail: "" }];
}

function withSomeLogs(rows: readonly Row[], room: number): Row[] {
  let left = room;
  return rows.filter(({ rank }) => rank < 3 || left-- > 0);
}

const SIGNS: { readonly [sign in Sign]: readonly [unicode: string, ascii: string] } = {
  running: ["⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏", "|/-\\"],
  waiting: ["↻", "~"],
  done: ["✓", "+"],
  failed: ["✗", "x"],
  skipped: ["–", "-"],
  log: [" ", " "],
};

/** Draws rows, their details in one column. */
function drawRows(rows: readonly Row[], { columns, palette, unicode, now }: Frame): string[] {
  const width = columns - 1;
  const named = rows.filter(({ sign }) => sign !== "log");
  const nameColumn = Math.min(Math.max(0, ...named.map(({ depth, name }) => 2 * depth + 4 + widthOf(name))), Math.floor(width / 2));
  const paint: { readonly [sign in Sign]: (text: string) => string } = {
    running: palette.place,
    waiting: palette.warning,
    done: palette.success,
    failed: palette.error,
    skipped: palette.faint,
    log: palette.faint,
  };
  return rows.map(({ depth, sign, name, detail }) => {
    const signs = SIGNS[sign][unicode ? 0 : 1];
    const mark = signs[Math.floor(now / 100) % signs.length]!;
    const indent = "  ".repeat(depth + 1);
    if (sign === "log") return paint.log(truncate(`${indent}  ${name}`, width));
    const room = Math.max(nameColumn - indent.length - 2, Math.min(widthOf(name), 8));
    const text = detail === "" ? name : pad(truncate(name, room), room);
    const rest = width - indent.length - 2;
    const line = detail === "" ? truncate(text, rest) : truncate(`${text}  ${detail}`, rest);
    const cut = Math.min(text.length, line.length);
    return `${indent}${paint[sign](mark)} ${line.slice(0, cut)}${(sign === "failed" ? palette.error : palette.faint)(line.slice(cut))}`;
  });
}
