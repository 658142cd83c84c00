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

/** A pipeline that asks KFP to replace a placeholder in the environment, with a source map or without. */
const withPlaceholder = (sourceMap = "") => `pipelineInfo:
  name: echo
root:
  dag:
    tasks:
      echo:
        componentRef:
          name: comp-echo
components:
  comp-echo:
    executorLabel: exec-echo
deploymentSpec:
  executors:
    exec-echo:
      container:
        image: busybox
        command: [echo]
        env:
          - name: RUN
            value: "{{$.pipeline_job_name}}"
schemaVersion: 2.1.0
${sourceMap}`;
const sourceMap = (file: string) => `---
platforms:
  typeline:
    config:
      version: 1
      sources:
        files: [${file}]
        components:
          comp-echo: [0, 2, 14]
`;

test("a compiled pipeline is judged by the engine that is chosen, or by all", async () => {
  const { run } = createWorld({ "x.yaml": withPlaceholder() });
  const judged = async (...flags: string[]) => {
    const { code, stdout } = await run("check", "x.yaml", "--json", ...flags);
    return [code, ...JSON.parse(stdout).map((found: { severity: string; line: number }) => `${found.severity} ${found.line}`)];
  };
  expect(await judged("--target", "kfp")).toEqual([1, "error 20"]);
  expect(await judged("--target", "vertex")).toEqual([0, "warning 20"]);
  expect(await judged("--target", "argo")).toEqual([0]);
  expect(await judged()).toEqual([0, "warning 20"]);
});

test("the engine is that of the environment where the command line names none", async () => {
  const config = JSON.stringify({ environments: { cluster: { target: "kubernetes" }, workflows: { target: "argo" } } });
  const { run } = createWorld({ "x.yaml": withPlaceholder(), "typeline.config.ts": config });
  expect((await run("check", "x.yaml", "--env", "cluster")).stdout).toContain("error TL4035");
  expect((await run("check", "x.yaml", "--env", "workflows")).stdout).toBe("");
  expect((await run("check", "x.yaml", "--env", "workflows", "--target", "kfp")).stdout).toContain("error TL4035");
});

test("what is wrong with our own pipelines is shown in their source, where that is found", async () => {
  const { run } = createWorld({ "src/a.ts": "one\nconst echo = container();\n", "dist/x.yaml": withPlaceholder(sourceMap("src/a.ts")) });
  expect((await run("check", "dist/x.yaml")).stdout).toMatch(/^src\/a\.ts:2:14 - warning TL4035/);
});

test.each(["src/gone.ts", "../outside.ts", "/etc/passwd", "package.json"])("a source map that names %s is not followed", async (file) => {
  const { run } = createWorld({ "dist/x.yaml": withPlaceholder(sourceMap(file)) });
  expect((await run("check", "dist/x.yaml")).stdout).toMatch(/^dist\/x\.yaml:20:20 - warning TL4035/);
});
