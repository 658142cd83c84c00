import { palette } from "@typeline/diagnostics";
import type { RunEvent, TaskRecord } from "@typeline/runner";
import { expect, test } from "vitest";
import { eventLines } from "./event-lines.ts";
import { metricsLines } from "./metrics.ts";
import { apply, createModel } from "./model.ts";
import { liveReporter } from "./reporters.ts";
import { cleanLine, formatElapsed, truncate, widthOf } from "./text.ts";
import { type Frame, treeLines } from "./tree.ts";

const start = Date.parse("2026-11-26T17:15:00.000Z");
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
const begun: RunEvent = { type: "run-started", at: at(0), runId: "iris-1", pipeline: "iris", directory: "/r/iris-1", resumed: false };

const started = (path: string, seconds: number, attempt = 1): RunEvent => ({
  type: "task-started",
  at: at(seconds),
  path,
  component: path.split("/").at(-1)!,
  attempt,
  executor: "worker",
  source: "pipeline.ts:12:9",
});
const log = (path: string, line: string): RunEvent => ({ type: "task-log", at: at(1), path, stream: "stdout", line });
const ended = (path: string, seconds: number, more: Partial<TaskRecord> = {}): RunEvent => ({
  type: "task-ended",
  at: at(seconds),
  milliseconds: 400,
  task: {
    path,
    component: path.split("/").at(-1)!,
    state: "succeeded",
    attempts: 1,
    startedAt: at(0),
    finishedAt: at(seconds),
    source: "pipeline.ts:12:9",
    outputs: { parameters: {}, artifacts: {} },
    log: null,
    error: null,
    ...more,
  },
});

const frame: Frame = { now: start + 5000, columns: 80, rows: 24, palette: palette(false), unicode: true };
const draw = (events: readonly RunEvent[], more: Partial<Frame> = {}) => {
  const model = createModel();
  for (const event of events) apply(model, event);
  return treeLines(model, { ...frame, ...more });
};

const sample: RunEvent[] = [
  begun,
  started("load", 0),
  ended("load", 0.4),
  ended("prepare", 0.4, { state: "cached" }),
  started("train", 1),
  { type: "task-progress", at: at(2), path: "train", done: 0.4, note: "epoch 4 of 10" },
  log("train", "loss 0.5"),
  log("train", "loss 0.4"),
  log("train", "\u001b[31mloss\u001b[0m\t0.3\u0007"),
  started("check", 1),
  { type: "task-retry", at: at(4), path: "check", attempt: 1, delay: 3, error: "it ended with\nexit code 3" },
  started("condition-1/report", 1),
  ended("condition-1/report", 2, { state: "failed", error: "no paper", attempts: 2 }),
  ended("publish", 2, { state: "skipped", reason: "`report` failed" }),
];

test("the tree: states, durations, progress, last log lines, retries", () => {
  expect(draw(sample).join("\n")).toBe(
    [
      "iris  iris-1  5.0 s",
      "  ✓ load                0.4 s",
      "  ✓ prepare             cached",
      "  ⠋ train               4.0 s  ━━━━──────  40 %  epoch 4 of 10",
      "      loss 0.4",
      "      loss    0.3",
      "  ↻ check               again in 2.0 s: it ended with exit code 3",
      "  ✗ condition-1/report  0.4 s  no paper",
      "  – publish             skipped: `report` failed",
      "2 running, 1 succeeded, 1 failed, 1 skipped, 1 cached",
    ].join("\n"),
  );
});

test("a long loop is one line, with what runs in it and what failed", () => {
  const events: RunEvent[] = [begun, started("split", 0), ended("split", 1)];
  events.push({ type: "loop-progress", at: at(1), path: "for-loop-1", done: 0, total: 10_000 });
  for (let index = 0; index < 39; index += 1) {
    events.push(started(`for-loop-1[${index}]/fit`, 1));
    const how = { 12: { state: "failed", error: "NaN" }, 13: { state: "cancelled" } } as const;
    if (index < 37) events.push(ended(`for-loop-1[${index}]/fit`, 2, how[index as 12] ?? {}));
  }
  events.push({ type: "loop-progress", at: at(2), path: "for-loop-1", done: 37, total: 10_000 });
  expect(draw(events).join("\n")).toBe(
    [
      "iris  iris-1  5.0 s",
      "  ✓ split       0.4 s",
      "  ⠋ for-loop-1  37/10000 done, 2 running, 1 failed, 1 cancelled",
      "    ✗ [12]/fit  0.4 s  NaN",
      "    ✗ [13]/fit  0.4 s  cancelled",
      "    ⠋ [37]/fit  4.0 s",
      "    ⠋ [38]/fit  4.0 s",
      "2 running, 36 succeeded, 1 failed, 1 cancelled",
    ].join("\n"),
  );
});

test("a loop whose length nobody tells counts its tasks", () => {
  const events = [
    begun,
    ...[0, 1, 2, 3, 4, 5].flatMap((index) => [started(`for-loop-1[${index}]/a`, 1), ended(`for-loop-1[${index}]/a`, 2)]),
  ];
  expect(draw([...events, started("for-loop-1[2]/b", 2)])[1]).toBe("  ⠋ for-loop-1  6 tasks done, 1 running");
});

test("never longer than the terminal: log lines go first, then what is done", () => {
  const many = Array.from({ length: 60 }, (_, index) => [started(`task-${index}`, 1), log(`task-${index}`, `line of ${index}`)]).flat();
  const finished = Array.from({ length: 40 }, (_, index) => ended(`task-${index}`, 2));
  for (const rows of [1, 2, 3, 5, 10, 24, 30]) {
    const lines = draw([begun, ...many, ...finished], { rows });
    expect(lines.length).toBeLessThanOrEqual(rows);
  }
  const lines = draw([begun, ...many, ...finished], { rows: 24 });
  expect(lines.filter((line) => line.includes("⠋"))).toHaveLength(20);
  expect(lines.slice(-2)).toEqual(["    39 lines more", "20 running, 40 succeeded"]);
});

test.each([20, 40, 80, 200])("no line is wider than %i columns, whatever its characters are", (columns) => {
  const wide = "日本語の長いログ行 🚀 ".repeat(20);
  const lines = draw([...sample, started("deep/er/still/日本語日本語日本語日本語日本語", 1), log("train", wide)], { columns });
  expect(lines.map(widthOf).filter((width) => width >= columns)).toEqual([]);
});

test("without colour there is no escape sequence, with it nothing else changes", () => {
  expect(draw(sample).join("")).not.toContain("\u001b");
  const colored = draw(sample, { palette: palette(true) }).join("\n");
  expect(colored).toContain("\u001b[");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the sequences.
  expect(colored.replaceAll(/\u001b\[\d+m/g, "")).toBe(draw(sample).join("\n"));
});

test("events as lines", () => {
  const events: RunEvent[] = [
    ...sample,
    { type: "note", at: at(3), message: "`gpu` is not honoured here." },
    started("check", 8, 2),
    ended("check", 9, { state: "cancelled" }),
  ];
  expect(events.flatMap(eventLines)).toEqual([
    "run iris-1 started",
    "task load started (worker)",
    "task load succeeded after 0.4 s",
    "task prepare cached",
    "task train started (worker)",
    "train | loss 0.5",
    "train | loss 0.4",
    "train | loss    0.3",
    "task check started (worker)",
    "task check attempt 1 failed: it ended with exit code 3; again in 3.0 s",
    "task condition-1/report started (worker)",
    "task condition-1/report failed after 0.4 s: no paper (pipeline.ts:12:9)",
    "task publish skipped: `report` failed",
    "note: `gpu` is not honoured here.",
    "task check started (attempt 2, worker)",
    "task check cancelled after 0.4 s",
  ]);
});

test("what has ended well among many is let go, and still counted", () => {
  const model = createModel();
  apply(model, begun);
  for (let index = 0; index < 20_000; index += 1) {
    apply(model, started(`for-loop-1[${index}]/fit`, 1));
    apply(model, ended(`for-loop-1[${index}]/fit`, 2));
  }
  const loop = model.root.children.get("for-loop-1");
  expect(loop?.kind === "group" && [loop.children.size, loop.counts.succeeded]).toEqual([100, 20_000]);
  expect(model.active.size).toBe(0);
});

test("a million log lines cost no more than their number", () => {
  const model = createModel();
  apply(model, begun);
  apply(model, started("train", 0));
  const began = performance.now();
  for (let index = 0; index < 1_000_000; index += 1) apply(model, log("train", "a line"));
  // A second or so; were each dearer than the last, it would not end.
  expect(performance.now() - began).toBeLessThan(20_000);
});

test("frames are drawn in place, ten a second at most, and the cursor comes back", () => {
  const writes: string[] = [];
  const reporter = liveReporter({ isTTY: true, columns: 80, rows: 10, write: (text) => writes.push(text) }, palette(false), true);
  for (const event of sample) reporter.onEvent(event);
  for (let index = 0; index < 100_000; index += 1) reporter.onEvent(log("train", "x"));
  const live = writes.length;
  reporter.close();
  reporter.close();
  expect(live).toBeLessThan(10);
  expect(writes[0]).toContain("\u001b[?25l");
  expect(writes.at(-1)).toBe("\u001b[?25h");
  expect(writes.slice(0, -1).map((text) => text.split("\n").length - 1)).toEqual([...Array(live).fill(expect.any(Number)), 10]);
});

test.each([
  ["plain", "plain"],
  ["10 %\r50 %\r100 %", "100 %"],
  ["with an end\r", "with an end"],
  ["\u001b]0;title\u0007\u001b[2Jcleared", "cleared"],
  ["bell\u0007 and \u009b31m", "bell and "],
])("%j is shown as %j", (line, shown) => {
  expect(cleanLine(line)).toBe(shown);
});

test.each([
  [12, "12 ms"],
  [3400, "3.4 s"],
  [59_960, "1 m 00 s"],
  [125_000, "2 m 05 s"],
  [3_720_000, "1 h 02 m"],
  [-5, "0 ms"],
])("%i milliseconds are %s", (milliseconds, text) => {
  expect(formatElapsed(milliseconds)).toBe(text);
});

test("texts are cut by the columns that they take", () => {
  expect(truncate("日本語", 5)).toBe("日本…");
  expect(truncate("abc", 3)).toBe("abc");
  expect(truncate("abc", 0)).toBe("");
});

test("figures, a confusion matrix and a curve", () => {
  const artifact = (schemaTitle: string, uri: string, metadata: object) => ({
    schemaTitle,
    uri,
    metadata: metadata as Record<string, never>,
  });
  const confusionMatrix = { annotationSpecs: [{ displayName: "cat" }, { displayName: "dog" }], rows: [{ row: [31, 1] }, { row: [0, 4] }] };
  const confidenceMetrics = [
    { confidenceThreshold: 0.1, recall: 1, falsePositiveRate: 1 },
    { confidenceThreshold: 0.5, recall: 1, falsePositiveRate: 0 },
    { confidenceThreshold: 0.9, recall: 0, falsePositiveRate: 0 },
  ];
  const figures = artifact("system.Metrics", "file:///1", { accuracy: 0.931234, loss: 0.00001234, kind: "knn" });
  const artifacts = { metrics: figures, model: artifact("system.Model", "file:///2", { size: 3 }) };
  const classes = artifact("system.ClassificationMetrics", "file:///3", { confusionMatrix, confidenceMetrics });
  const event = ended("evaluate", 1, { outputs: { parameters: {}, artifacts: { figures, classes } } });
  const tasks = event.type === "task-ended" ? [event.task] : [];
  expect(metricsLines({ outputs: { parameters: {}, artifacts }, tasks })).toEqual([
    "  metrics: accuracy 0.9312, loss 0.00001234, kind knn",
    "  evaluate.classes:",
    "    actual \\ predicted  cat  dog",
    "    cat                  31    1",
    "    dog                   0    4",
    "    ROC curve of 3 points, area 1",
  ]);
  const broken = artifact("system.ClassificationMetrics", "file:///4", { confusionMatrix: { rows: 3 }, confidenceMetrics: [1, 2] });
  expect(metricsLines({ outputs: { parameters: {}, artifacts: { broken } }, tasks: [] })).toEqual([]);
});
