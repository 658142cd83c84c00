import { expect, test } from "vitest";
import { createWorld, readFile } from "../samples/world.ts";

const fine = "export const training = pipeline(1);\n";

test("a source without mistakes is exit 0 and an empty stdout", async () => {
  const { run } = createWorld({ "a.ts": fine });
  expect(await run("check", "a.ts")).toEqual({ code: 0, stdout: "", stderr: "No problems found.\n" });
});

test("mistakes are the result: they go to stdout, sorted", async () => {
  const { run } = createWorld({ "b.ts": "BROKEN\n", "a.ts": "\nODD BROKEN\n" });
  const { code, stdout, stderr } = await run("check", "b.ts", "a.ts");
  expect([code, stderr]).toEqual([1, ""]);
  expect(stdout.match(/^[ab]\.ts:\d:\d/gm)).toEqual(["a.ts:2:1", "a.ts:2:5", "b.ts:1:1"]);
  expect(stdout).toMatch(/\nFound 2 errors and 1 warning\.\n$/);
});

test("warnings alone are exit 0", async () => {
  expect((await createWorld({ "a.ts": "ODD" }).run("check", "a.ts")).code).toBe(0);
});

test("--format json is an empty array when all is well, and --json is the same", async () => {
  const { run } = createWorld({ "a.ts": fine, "b.ts": "BROKEN" });
  expect((await run("check", "a.ts", "--format", "json")).stdout).toBe("[]\n");
  expect((await run("check", "b.ts", "--json")).stdout).toBe((await run("check", "b.ts", "--format", "json")).stdout);
});

test("--format github names files from the root of the repository", async () => {
  const world = createWorld({ "sub/a.ts": "BROKEN" });
  world.env["GITHUB_WORKSPACE"] = world.folder;
  expect((await world.run("check", "-C", "sub", "a.ts", "--format", "github")).stdout).toBe(
    "::error file=sub/a.ts,line=1,col=1,endLine=1,title=TL9001::BROKEN was found.\n",
  );
});

test("--format sarif is a log of this version", async () => {
  const log = JSON.parse((await createWorld({ "a.ts": "BROKEN" }).run("check", "a.ts", "--format", "sarif")).stdout);
  expect(log.runs[0]).toMatchObject({ tool: { driver: { semanticVersion: "1.2.3" } }, results: [{ ruleId: "TL9001" }] });
});

test("--fix repairs what can be repaired, and reports the rest", async () => {
  const { run, folder } = createWorld({ "a.ts": "BROKEN and BROKEN\nODD\n", "b.ts": "BROKEN" });
  const { code, stdout, stderr } = await run("check", "a.ts", "b.ts", "--fix");
  expect(code).toBe(0);
  expect([readFile(folder, "a.ts"), readFile(folder, "b.ts")]).toEqual(["FINE and FINE\nODD\n", "FINE"]);
  expect(stderr).toBe("Fixed 3 problems in 2 files: a.ts, b.ts.\n");
  expect(stdout).toContain("Found 1 warning.");
});

test("check writes no pipelines", async () => {
  const { run, folder } = createWorld({ "a.ts": fine });
  await run("check", "a.ts");
  expect(() => readFile(folder, "dist/training.yaml")).toThrow("ENOENT");
});

test("a compiled pipeline is read and its graph is checked", async () => {
  const task = "    tasks:\n      echo:\n        componentRef:\n          name: comp-ecko\n";
  const spec = `pipelineInfo:\n  name: echo\nroot:\n  dag:\n${task}components:\n  comp-echo:\n    executorLabel: exec-echo\n`;
  const executor = "deploymentSpec:\n  executors:\n    exec-echo:\n      container:\n        image: busybox\n        command: [echo]\n";
  const { run } = createWorld({ "x.yaml": `${spec}${executor}schemaVersion: 2.1.0\n` });
  const { code, stdout } = await run("check", "x.yaml", "--format", "json");
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject([{ severity: "error", file: "x.yaml", line: 8, message: expect.stringContaining("comp-ecko") }]);
});
