import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, onTestFinished, test } from "vitest";
import type { RunRecord, TaskRecord } from "../record.ts";
import { isRunning, listRuns, readCacheNotes, readRun } from "./runs.ts";

const schema = JSON.parse(readFileSync(new URL("../../../../schemas/run.schema.json", import.meta.url), "utf8"));
const isRecord = new Ajv2020({ allowUnionTypes: true, formats: { "date-time": true } }).compile(schema);

const task: TaskRecord = {
  path: "for-loop-1[0]/fit",
  component: "fit",
  state: "succeeded",
  attempts: 1,
  startedAt: "2026-11-26T17:15:00.000Z",
  finishedAt: "2026-11-26T17:15:02.500Z",
  source: "pipeline.ts:12:9",
  outputs: { parameters: { loss: 0.5 }, artifacts: { model: { schemaTitle: "system.Model", uri: "file:///m", path: "/m", metadata: {} } } },
  log: null,
  error: null,
  executor: "worker",
};

const record: RunRecord = {
  runId: "iris-2",
  pipeline: "iris",
  state: "failed",
  error: { task: "fit", message: "it ended with exit code 3", source: "pipeline.ts:12:9" },
  startedAt: "2026-11-26T17:15:00.000Z",
  finishedAt: "2026-11-26T17:15:03.000Z",
  directory: "/elsewhere/iris-2",
  inputs: { rows: 100 },
  outputs: { parameters: {}, artifacts: { models: [] } },
  tasks: [task],
};

const started = {
  type: "run-started",
  at: "2026-11-26T17:14:00.000Z",
  runId: "iris-1",
  pipeline: "iris",
  directory: "/elsewhere",
  resumed: false,
};
const taskStarted = (path: string, attempt: number) => ({
  type: "task-started",
  at: "2026-11-26T17:14:01.000Z",
  path,
  component: "fit",
  attempt,
  executor: "process",
  source: null,
});
const lines = (...events: object[]) => events.map((event) => `${JSON.stringify(event)}\n`).join("");

function runsFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "typeline-runs-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

test("a run that has ended is its record, wherever its folder is now", () => {
  const folder = runsFolder({ "iris-2/run.json": JSON.stringify(record) });
  expect(readRun(join(folder, "iris-2"))).toEqual({ ...record, directory: join(folder, "iris-2") });
});

test("of a run that was killed, the journal tells what had ended; a line that was cut did not happen", () => {
  const journal =
    lines(
      { ...started, inputs: { parameters: { rows: 5 }, artifacts: { data: "/d" } } },
      taskStarted("load", 1),
      taskStarted("fit", 1),
      taskStarted("fit", 2),
    ) +
    lines({ type: "task-ended", at: "2026-11-26T17:14:02.000Z", task: { ...task, path: "load" }, milliseconds: 10 }) +
    '{"type":"task-ended","at":"2026-11-26T17:14:03.000Z","task":{"path":"fit","compo';
  const folder = runsFolder({ "iris-1/journal.jsonl": journal, "iris-1/lock": "0", "iris-1/logs/fit.log": "text" });
  const run = readRun(join(folder, "iris-1"));
  expect(run).toMatchObject({ runId: "iris-1", pipeline: "iris", state: "interrupted", finishedAt: null, inputs: { rows: 5, data: "/d" } });
  expect(run?.tasks.map(({ path, state, attempts }) => [path, state, attempts])).toEqual([
    ["fit", "interrupted", 2],
    ["load", "succeeded", 1],
  ]);
  expect(run?.tasks[0]?.log).toBe(join(folder, "iris-1/logs/fit.log"));
});

test("a run whose process is alive is running, also one that was resumed after its record was written", () => {
  const files = { "iris-2/run.json": JSON.stringify(record), "iris-2/journal.jsonl": lines({ ...started, runId: "iris-2" }) };
  const folder = runsFolder({ ...files, "iris-2/lock": `${process.ppid}\n` });
  expect(isRunning(join(folder, "iris-2"))).toBe(true);
  expect(readRun(join(folder, "iris-2"))?.state).toBe("running");
});

test("runs are listed newest first; what is no run is left out", () => {
  const folder = runsFolder({
    "iris-1/journal.jsonl": lines(started),
    "iris-2/run.json": JSON.stringify(record),
    "broken/run.json": "{",
    "empty/x": "",
  });
  expect(listRuns(folder).map(({ runId }) => runId)).toEqual(["iris-2", "iris-1"]);
  expect(listRuns(join(folder, "nowhere"))).toEqual([]);
});

test("what the cache was asked is found by the task's path, the latest last", () => {
  const cache = { key: "k", hit: null, enabled: true, ingredients: { "input rows": "100" } };
  const ended = (key: string) => ({
    type: "task-ended",
    at: "",
    task: { ...task, path: "fit" },
    milliseconds: 1,
    cache: { ...cache, key },
  });
  const folder = runsFolder({ "iris-1/journal.jsonl": lines(started, ended("old"), ended("new")) });
  expect([...readCacheNotes(join(folder, "iris-1"))]).toEqual([["fit", { ...cache, key: "new" }]]);
});

test("the schema knows a record, and nothing else", () => {
  expect(isRecord(record)).toBe(true);
  expect(
    isRecord({ ...record, tasks: [{ ...task, state: "skipped", startedAt: null, finishedAt: null, reason: "its condition is false" }] }),
  ).toBe(true);
  const strange = [
    { ...record, extra: 1 },
    { ...record, state: "running" },
    { ...record, tasks: [{ ...task, state: "done" }] },
    { ...record, startedAt: "today" },
  ];
  expect(strange.filter((value) => isRecord(value))).toEqual([]);
});
