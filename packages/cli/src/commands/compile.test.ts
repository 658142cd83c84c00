import { existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { age, createWorld, readFile, writeFiles } from "../samples/world.ts";

const training = "export const training = pipeline(1);\n";
const serving = "export const serving = pipeline(1);\n";

test("a pipeline is written to dist, and the line on stderr says how large it is", async () => {
  const { run, folder } = createWorld({ "training.ts": training });
  const { code, stdout, stderr } = await run("compile", "training.ts");
  expect([code, stdout]).toEqual([0, ""]);
  expect(stderr).toMatch(/^dist\/training\.yaml {2}1 task, \d+ B\n$/);
  expect(readFile(folder, "dist/training.yaml")).toContain("name: training");
});

test("a folder compiles its files that export pipelines, and nothing else", async () => {
  const { run, folder } = createWorld({
    "p/training.ts": training,
    "p/deep/serving.ts": serving,
    "p/training.test.ts": "export const tested = pipeline(",
    "p/types.d.ts": "export const declared = pipeline(",
    "p/node_modules/x/index.ts": "export const installed = pipeline(",
    "p/.hidden/x.ts": "export const hidden = pipeline(",
    "p/steps.ts": "// export const none = pipeline(1)\nexport const url = 'http://x';\n",
  });
  expect((await run("compile", "p")).code).toBe(0);
  expect(readdirSync(join(folder, "dist")).sort()).toEqual(["serving.yaml", "training.yaml"]);
});

test("a folder without pipelines is an error", async () => {
  const { run } = createWorld({ "p/steps.ts": "export const step = 1;\n" });
  expect(await run("compile", "p")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("TL3901: No file in `p` exports a pipeline."),
  });
});

test("SOURCE#name picks one pipeline", async () => {
  const { run, folder } = createWorld({ "all.ts": training + serving });
  await run("compile", "all.ts#serving");
  expect(readdirSync(join(folder, "dist"))).toEqual(["serving.yaml"]);
});

test("a file whose name holds a # is a file", async () => {
  const { run, folder } = createWorld({ "a#training.ts": training });
  expect((await run("compile", "a#training.ts")).code).toBe(0);
  expect(existsSync(join(folder, "dist/training.yaml"))).toBe(true);
});

test("-o takes a file, a folder by its slash, and a folder that exists", async () => {
  const { run, folder } = createWorld({ "training.ts": training });
  mkdirSync(join(folder, "there"));
  await run("compile", "training.ts", "-o", "x/one.yaml");
  await run("compile", "training.ts", "-o", "new/");
  await run("compile", "training.ts", "-o", "there");
  for (const path of ["x/one.yaml", "new/training.yaml", "there/training.yaml"]) expect(existsSync(join(folder, path)), path).toBe(true);
});

test("-o - writes the pipeline, and nothing else, to stdout", async () => {
  const { run, folder } = createWorld({ "training.ts": training });
  for (const round of ["cold", "from the stamp"]) {
    const { stdout, stderr } = await run("compile", "training.ts", "-o", "-");
    expect(stdout, round).toContain("name: training");
    expect(stderr, round).toBe("");
  }
  expect(existsSync(join(folder, "dist"))).toBe(false);
});

test.each(["one.yaml", "-"])("several pipelines do not go to -o %s", async (output) => {
  const { run, folder } = createWorld({ "all.ts": training + serving });
  const { code, stderr } = await run("compile", "all.ts", "-o", output);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^typeline: `-o .*` takes one pipeline, and there are 2 \(training, serving\).*\n$/);
  expect(readdirSync(folder).sort()).toEqual(["all.ts", "package.json"]);
});

test("--format json writes JSON, and so does an -o that ends in .json", async () => {
  const { run, folder } = createWorld({ "training.ts": training });
  await run("compile", "training.ts", "--format", "json");
  await run("compile", "training.ts", "-o", "out.json");
  expect(JSON.parse(readFile(folder, "dist/training.json")).pipelineInfo.name).toBe("training");
  expect(readFile(folder, "out.json")).toBe(readFile(folder, "dist/training.json"));
});

test("two pipelines of one name are an error, and nothing is written", async () => {
  const { run, folder } = createWorld({ "a.ts": training, "b.ts": "export const Training = pipeline(2);\n" });
  expect(await run("compile", "a.ts", "b.ts")).toMatchObject({ code: 1, stderr: expect.stringContaining("TL3903") });
  expect(existsSync(join(folder, "dist"))).toBe(false);
});

test("a pipeline that two sources name is compiled once", async () => {
  const { run } = createWorld({ "p/a.ts": training });
  expect((await run("compile", "p", "p/a.ts#training")).code).toBe(0);
});

test("an error writes nothing and is shown with its frame", async () => {
  const { run, folder } = createWorld({ "a.ts": training, "b.ts": `${serving}BROKEN\n` });
  const { code, stderr } = await run("compile", "a.ts", "b.ts");
  expect(code).toBe(1);
  expect(stderr).toBe("b.ts:2:1 - error TL9001: BROKEN was found.\n\n2 BROKEN\n  ~~~~~~\n\nFound 1 error.\n");
  expect(existsSync(join(folder, "dist"))).toBe(false);
});

test("--json puts an array on stderr, and nothing beside it", async () => {
  const { run } = createWorld({ "a.ts": `${training}ODD\n`, "b.ts": serving });
  expect(JSON.parse((await run("compile", "a.ts", "--json")).stderr)).toMatchObject([{ code: "TL9002", file: "a.ts", line: 2, column: 1 }]);
  expect(JSON.parse((await run("compile", "b.ts", "--json")).stderr)).toEqual([]);
});

test("a file that says the same keeps its time", async () => {
  const { run, folder } = createWorld({ "training.ts": training });
  await run("compile", "training.ts");
  const output = join(folder, "dist/training.yaml");
  age(output);
  const before = statSync(output).mtimeMs;
  rmSync(join(folder, ".typeline"), { recursive: true });
  expect((await run("compile", "training.ts")).stderr).toContain("unchanged");
  expect(statSync(output).mtimeMs).toBe(before);
});

test("an output that is a link stays one", async () => {
  const { run, folder } = createWorld({ "training.ts": training, "real.yaml": "" });
  symlinkSync("real.yaml", join(folder, "link.yaml"));
  await run("compile", "training.ts", "-o", "link.yaml");
  expect(readFile(folder, "real.yaml")).toContain("name: training");
});

test("a folder that cannot be made is one line and exit 1", async () => {
  const { run } = createWorld({ "training.ts": training, dist: "a file" });
  const { code, stderr } = await run("compile", "training.ts");
  expect(code).toBe(1);
  expect(stderr).toMatch(/^typeline: .*dist\/training\.yaml cannot be written: .*\n$/);
});

test("--check says which file is missing", async () => {
  const { run, folder } = createWorld({ "training.ts": training });
  expect(await run("compile", "training.ts", "--check")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("TL3904: `dist/training.yaml` does not exist"),
  });
  expect(existsSync(join(folder, "dist"))).toBe(false);
});

test("--check says in which line a file differs, and is content when none does", async () => {
  const { run, folder } = createWorld({ "training.ts": training });
  await run("compile", "training.ts");
  expect(await run("compile", "training.ts", "--check")).toMatchObject({ code: 0 });
  const changed = readFile(folder, "dist/training.yaml").replace("schemaVersion: 2.1.0", "schemaVersion: 2.0.0");
  const line = changed.split("\n").indexOf("schemaVersion: 2.0.0") + 1;
  writeFiles(folder, { "dist/training.yaml": changed });
  expect(await run("compile", "training.ts", "--check")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(
      `dist/training.yaml:${line}:1 - error TL3905: \`dist/training.yaml\` is not what its sources compile to: line ${line} differs.`,
    ),
  });
  expect(readFile(folder, "dist/training.yaml")).toBe(changed);
});

test("the configuration names sources and the output folder, relative to itself", async () => {
  const { run, folder } = createWorld({
    "typeline.config.ts": JSON.stringify({ sources: ["pipelines"], outDir: "compiled" }),
    "pipelines/training.ts": training,
    "elsewhere/note.txt": "",
  });
  expect((await run("compile", "-C", "elsewhere")).code).toBe(0);
  expect(existsSync(join(folder, "compiled/training.yaml"))).toBe(true);
});

test("a configuration's setting of the wrong type is an error at the configuration", async () => {
  const { run } = createWorld({ "typeline.config.ts": JSON.stringify({ sources: "pipelines" }), "a.ts": training });
  expect(await run("compile")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(
      'typeline.config.ts:1:1 - error TL3906: `sources` in typeline.config.ts is "pipelines", not a list of paths.',
    ),
  });
});

test("no source at all is wrong usage", async () => {
  const { run } = createWorld({});
  expect(await run("compile")).toMatchObject({ code: 2, stderr: expect.stringContaining("no SOURCE") });
});

test("a compiled pipeline cannot be compiled", async () => {
  const { run } = createWorld({ "x.yaml": "" });
  expect(await run("compile", "x.yaml")).toMatchObject({ code: 1, stderr: expect.stringContaining("TL3902") });
});

test("--dump prints what a pass made, and writes nothing", async () => {
  const { run, folder } = createWorld({ "training.ts": training });
  expect(await run("compile", "training.ts", "--dump", "ir")).toMatchObject({ code: 0, stdout: "dump of ir\n" });
  expect(existsSync(join(folder, "dist"))).toBe(false);
});

test("--format k8s writes the resources that KFP reads, in the environment's namespace", async () => {
  const { run, folder } = createWorld({
    "training.ts": training,
    "typeline.config.ts": JSON.stringify({ environments: { prod: { target: "kubernetes", namespace: "team-a" } } }),
  });
  const first = await run("compile", "training.ts", "--format", "k8s", "--env", "prod");
  expect(first).toMatchObject({ code: 0, stderr: expect.stringMatching(/^dist\/training\.k8s\.yaml {2}1 task, /) });
  const text = readFile(folder, "dist/training.k8s.yaml");
  expect(text.match(/^kind: .*$/gm)).toEqual(["kind: Pipeline", "kind: PipelineVersion"]);
  expect(text.match(/^ {2}namespace: team-a$/gm)).toHaveLength(2);
  expect((await run("compile", "training.ts", "--format", "k8s", "--env", "prod")).stderr).toContain("unchanged");
  expect(await run("compile", "training.ts", "--format", "k8s", "--env", "prod", "--check")).toMatchObject({ code: 0 });
});

test("--format k8s takes compiled pipelines too, and --split writes a file for each resource", async () => {
  const { run, folder } = createWorld({ "training.ts": training, "serving.ts": serving });
  await run("compile", "training.ts", "-o", "compiled/training.yaml");
  expect(await run("compile", "compiled/training.yaml", "serving.ts", "--format", "k8s", "--split", "-o", "deploy/")).toMatchObject({
    code: 0,
  });
  expect(readdirSync(join(folder, "deploy")).sort()).toEqual([
    "serving.pipeline.yaml",
    "serving.pipelineversion.yaml",
    "training.pipeline.yaml",
    "training.pipelineversion.yaml",
  ]);
  expect(readFile(folder, "deploy/training.pipelineversion.yaml")).toContain("pipelineName: training");
});

test.each([
  [["--split"], "`--split` goes with `--format k8s`."],
  [["--format", "k8s", "--target", "vertex"], "`--format k8s` is for Kubeflow Pipelines: `--target vertex` cannot be used with it."],
  [["--format", "k8s", "--split", "-o", "-"], "`--split` writes several files: write `-o DIR/` in place of `-o -`."],
])("compile %j is refused", async (flags, message) => {
  const { run } = createWorld({ "training.ts": training });
  expect(await run("compile", "training.ts", ...flags)).toMatchObject({ code: 2, stderr: `typeline: ${message}\n` });
});
