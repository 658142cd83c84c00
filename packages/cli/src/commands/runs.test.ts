import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CacheNote } from "@typeline/runner";
import { expect, test } from "vitest";
import { type Script, scriptedRunner } from "../samples/scripted-run.ts";
import { createWorld, type World, writeFiles } from "../samples/world.ts";

/** A world in which these runs have been, one after the other, an hour between them. */
async function worldAfter(...scripts: Script[]): Promise<World> {
  const world = createWorld({ "hello.ts": "export const hello = pipeline(1);\n" });
  const dated = scripts.map((script, index) => ({ startedAt: `2026-11-26T${10 + index}:00:00.000Z`, ...script }));
  world.runDocument = scriptedRunner(...dated).runDocument;
  for (const _ of scripts) await world.run("run", "hello.ts");
  return world;
}

const failing: Script = {
  tasks: [
    { path: "load", lines: ["loaded"] },
    { path: "loop-1[0]/fit", state: "failed", error: "NaN", lines: ["a", "b"] },
  ],
};

test("runs are listed, the newest first", async () => {
  const { run } = await worldAfter({}, failing, { killed: true, tasks: [{ path: "load" }] });
  const { code, stdout } = await run("runs");
  expect(code).toBe(0);
  expect(stdout).toBe((await run("runs", "list")).stdout);
  expect(stdout.split("\n").map((line) => line.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, "TIME"))).toEqual([
    "RUN      PIPELINE  STATE        STARTED              TOOK",
    "hello-3  hello     interrupted  TIME",
    "hello-2  hello     failed       TIME  3.2 s",
    "hello-1  hello     succeeded    TIME  3.2 s",
    "",
  ]);
  expect(JSON.parse((await run("runs", "--json")).stdout)[1]).toEqual({
    runId: "hello-2",
    pipeline: "hello",
    state: "failed",
    startedAt: "2026-11-26T11:00:00.000Z",
    finishedAt: "2026-11-26T11:00:03.200Z",
    directory: ".typeline/runs/hello-2",
  });
});

test("where there are no runs, none are listed", async () => {
  const { run } = createWorld({});
  expect(await run("runs")).toEqual({ code: 0, stdout: "", stderr: "No runs in .typeline/runs.\n" });
  expect(await run("runs", "--json")).toMatchObject({ stdout: "[]\n" });
  expect(await run("runs", "show", "last")).toMatchObject({ code: 2, stderr: "typeline: there are no runs in `.typeline/runs`.\n" });
});

test("show: the tree as it ended, the failure, how to go on; --json is the record", async () => {
  const { run } = await worldAfter(failing, { killed: true, tasks: [{ path: "load" }] });
  expect((await run("runs", "show", "hello-1")).stdout.split("\n")).toEqual([
    "hello  hello-1  3.2 s",
    "  ✓ load       0 ms",
    "  ✗ loop-1     0 tasks done, 1 failed",
    "    ✗ [0]/fit  0 ms  NaN",
    "1 succeeded, 1 failed",
    "Task loop-1[0]/fit failed: NaN",
    "  The end of its log, .typeline/runs/hello-1/logs/loop-1[0]/fit.log:",
    "  | a",
    "  | b",
    "To go on once it is mended: typeline run --resume hello-1",
    "Run hello-1 failed after 3.2 s, 2 tasks (1 failed): .typeline/runs/hello-1",
    "",
  ]);
  expect(JSON.parse((await run("runs", "show", "hello-1", "--json")).stdout)).toMatchObject({ runId: "hello-1", state: "failed" });
  const killed = (await run("runs", "show", "last")).stdout;
  expect(killed).toContain("  ✗ load  0 ms  interrupted\n");
  expect(killed).toContain(
    "Run hello-2 was interrupted, 1 task (1 interrupted): .typeline/runs/hello-2\nTo go on: typeline run --resume hello-2\n",
  );
});

test("a run is named by the beginning of its id, if that is only one's", async () => {
  const { run } = await worldAfter({ runId: "hello-ab1" }, { runId: "hello-ab2" }, { runId: "hello-c" });
  expect((await run("runs", "show", "hello-c", "--json")).code).toBe(0);
  expect((await run("runs", "show", "hello-ab")).stderr).toBe("typeline: 2 runs begin with `hello-ab`: hello-ab1, hello-ab2.\n");
  expect((await run("runs", "show", "hello-ac1")).stderr).toContain("Did you mean `hello-ab1`?");
});

test("logs: of one task as they are, of several with their paths before", async () => {
  const { run } = await worldAfter(failing);
  expect((await run("runs", "logs", "last")).stdout).toBe("load | loaded\nloop-1[0]/fit | a\nloop-1[0]/fit | b\n");
  expect((await run("runs", "logs", "last", "load")).stdout).toBe("loaded\n");
  expect((await run("runs", "logs", "last", "loop-1")).stdout).toBe("loop-1[0]/fit | a\nloop-1[0]/fit | b\n");
  expect(await run("runs", "logs", "last", "loadd")).toMatchObject({ code: 2, stderr: expect.stringContaining("Did you mean `load`?") });
});

test("logs --follow goes on while the run does, and shows what comes last", async () => {
  const { run, folder } = await worldAfter({ tasks: [{ path: "load", lines: ["first"] }] });
  const log = ".typeline/runs/hello-1/logs/load.log";
  writeFiles(folder, { ".typeline/runs/hello-1/lock": String(process.ppid), [log]: "first\nsec" });
  const following = run("runs", "logs", "last", "--follow");
  await new Promise((resolve) => setTimeout(resolve, 300));
  writeFiles(folder, { [log]: "first\nsecond\nlast without an end", ".typeline/runs/hello-1/lock": "0" });
  expect((await following).stdout).toBe("load | first\nload | second\nload | last without an end\n");
});

test("rm removes what it is told, and never what is running", async () => {
  const { run, folder } = await worldAfter({}, {}, {}, { startedAt: new Date().toISOString() });
  const there = () => [1, 2, 3, 4].filter((number) => existsSync(join(folder, `.typeline/runs/hello-${number}`)));
  writeFiles(folder, { ".typeline/runs/hello-2/lock": String(process.ppid), ".typeline/runs/notes/x.txt": "mine" });
  expect(await run("runs", "rm", "hello-1", "hello-2")).toMatchObject({
    code: 1,
    stderr: "Removed 1 run.\nLeft alone, since they are running: hello-2.\n",
  });
  expect(there()).toEqual([2, 3, 4]);
  expect((await run("runs", "rm", "--older-than", "1h")).code).toBe(0);
  expect(there()).toEqual([2, 4]);
  expect((await run("runs", "rm", "--all")).code).toBe(0);
  expect(there()).toEqual([2]);
  expect(await run("runs", "rm", "notes")).toMatchObject({ code: 1, stderr: expect.stringContaining("is no run") });
  expect(existsSync(join(folder, ".typeline/runs/notes/x.txt"))).toBe(true);
});

test.each([[[]], [["--all", "--older-than", "7d"]], [["hello-1", "--all"]], [["--older-than", "soon"]]])(
  "rm %j is wrong usage",
  async (args) => {
    const { run, folder } = await worldAfter({});
    expect((await run("runs", "rm", ...args)).code).toBe(2);
    expect(existsSync(join(folder, ".typeline/runs/hello-1"))).toBe(true);
  },
);

const cache = (ingredients: Record<string, string>, more: Partial<CacheNote> = {}): CacheNote => ({
  key: "k",
  hit: null,
  enabled: true,
  ingredients,
  ...more,
});
const digest = (letter: string) => letter.repeat(64);
const explained = async (...scripts: Script[]) => {
  const { run } = await worldAfter(...scripts);
  const { code, stdout } = await run("explain", "last", "fit");
  expect(code).toBe(0);
  return stdout.trimEnd().split("\n").slice(2);
};
const fit = (facts: CacheNote | undefined, more: object = {}): Script => ({
  tasks: [{ path: "fit", ...(facts && { cache: facts }), ...more }],
});

test("explain: which input, code or image differs from the nearest earlier run", async () => {
  const before = cache({ "input rows": "100", code: digest("a"), image: "node:22-slim", "input gone": "1", "input same": "1" });
  const after = cache({
    "input rows": "200",
    code: digest("b"),
    "variable LEVEL": "3",
    image: "node:24-slim",
    "input fresh": "2",
    "input same": "1",
  });
  expect(await explained(fit(cache({ "input rows": "7" })), fit(before), fit(after))).toEqual([
    "It had to run: compared with the same task of run hello-2,",
    "  input `rows` differs: 200 instead of 100",
    "  its code differs: bbbbbbbbbbbb instead of aaaaaaaaaaaa",
    "  variable `LEVEL` is new: 3",
    "  its image differs: node:24-slim instead of node:22-slim",
    "  input `fresh` is new: 2",
    "  input `gone` is gone: it was 1",
  ]);
});

test.each<[string, Script[], string]>([
  ["is the first of its kind", [fit(cache({}))], "no earlier run of this pipeline"],
  ["may not be cached", [fit(cache({})), fit(cache({}, { enabled: false }))], "caching is switched off"],
  [
    "lost its entry",
    [fit(cache({ a: "1" })), fit(cache({ a: "1" }))],
    "Nothing differs from the same task of run hello-1, but its result was no longer in the cache.",
  ],
  ["failed before", [fit(cache({}), { state: "failed", error: "x" }), fit(cache({}))], "there it ended as failed"],
  [
    "came from the cache",
    [fit(cache({})), fit(cache({}, { hit: { runId: "hello-1", path: "fit" } }), { state: "cached" })],
    "when task `fit` of run hello-1 made the result",
  ],
  [
    "has another path now",
    [{ tasks: [{ path: "old", component: "fit", cache: cache({ a: "1" }) }] }, fit(cache({ a: "2" }))],
    "compared with task `old` of run hello-1,",
  ],
  ["is not in the journal's words", [fit(undefined)], "does not say what the cache was asked"],
])("explain: a task that %s", async (_what, scripts, words) => {
  expect((await explained(...scripts)).join("\n")).toContain(words);
});

test("explain: a task that was skipped, and one that failed", async () => {
  const skipped = {
    path: "loop-1[1]/report",
    state: "skipped",
    reason: "`check` failed",
    attempts: 0,
    startedAt: null,
    finishedAt: null,
  } as const;
  const failed = {
    path: "check",
    state: "failed",
    error: "it ended with exit code 3",
    source: "hello.ts:1:14",
    attempts: 3,
    lines: ["the end"],
  } as const;
  const { run } = await worldAfter({ tasks: [skipped, { ...failed, cache: cache({}) }] });
  expect((await run("explain", "last", "report")).stdout).toBe(
    "Task loop-1[1]/report of run hello-1: component report\nIt was skipped.\nWhy: `check` failed\n",
  );
  expect((await run("explain", "last", "check")).stdout).toBe(
    [
      "Task check of run hello-1: component check, at hello.ts:1:14",
      "It ran by `worker` and failed after 0 ms, in 3 attempts.",
      "Error: it ended with exit code 3",
      "The cache had nothing: no earlier run of this pipeline that is still here has the task.",
      "The end of its log:",
      "  | the end",
      "",
    ].join("\n"),
  );
  expect(JSON.parse((await run("explain", "last", "check", "--json")).stdout)).toMatchObject({
    task: { path: "check" },
    cache: { key: "k" },
    compared: null,
  });
});

test("explain: a page of the catalogue", async () => {
  const { run } = createWorld({});
  const { code, stdout } = await run("explain", "tl2104");
  expect([code, stdout.split("\n")[0]]).toEqual([0, expect.stringMatching(/^error TL2104: /)]);
  expect(stdout).toContain("## Why");
  expect(JSON.parse((await run("explain", "TL2104", "--json")).stdout)).toMatchObject({ code: "TL2104", severity: "error" });
});

test.each([
  [["TL2105x"], "there is no run `TL2105x`"],
  [["TL0001"], "there is no page for `TL0001`"],
  [["TS2322"], "It is one of TypeScript's own."],
  [["TL2104", "fit"], "is a diagnostic, which has no tasks"],
  [["last"], "name a task of run hello-1: fit."],
  [["last", "fib"], "Did you mean `fit`?"],
])("explain %j is wrong usage", async (args, explanation) => {
  const { run } = await worldAfter(fit(undefined));
  expect(await run("explain", ...args)).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(explanation) });
});
