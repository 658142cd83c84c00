import { expect, test } from "vitest";
import { createWorld } from "./samples/world.ts";

const files = { "training.ts": "export const training = pipeline(1);\n", "sub/serving.ts": "export const serving = pipeline(1);\n" };

test.each([
  ["an unknown command", ["frobnicate"], "unknown command 'frobnicate'"],
  ["an unknown flag", ["compile", "training.ts", "--chek"], "Did you mean --check?"],
  ["a target that is none", ["compile", "training.ts", "--target", "mars"], "`mars` is not a target"],
  ["a flag of Argo without Argo", ["compile", "training.ts", "--memoize", "1h"], "`--memoize` is for `--target argo`"],
  ["a root that is no URI", ["compile", "training.ts", "--target", "argo", "--artifact-root", "bucket"], "such as `s3://bucket`"],
  ["a time that is none", ["compile", "training.ts", "--target", "argo", "--memoize", "30 days"], "in hours, minutes or seconds"],
  ["a kind that is none", ["compile", "training.ts", "--target", "argo", "--argo-kind", "Pod"], "write `WorkflowTemplate`, `Workflow`"],
  ["a release that is not known", ["check", "training.ts", "--target", "kfp@1.8"], "this version of typeline knows 2.17"],
  ["a format of files that is none", ["compile", "training.ts", "--format", "toml"], "write `yaml`, `json` or `k8s`"],
  ["a format that is none", ["check", "training.ts", "--format", "xml"], "write `pretty`, `json`, `github`, `sarif`"],
  ["a pass that is none", ["compile", "training.ts", "--dump", "x"], "write `regions`, `bundles`, `ir`"],
  ["--check with --watch", ["compile", "training.ts", "--check", "--watch"], "--check and --watch cannot be used together"],
  ["--check with -o -", ["compile", "training.ts", "--check", "-o", "-"], "--check needs files"],
  ["--json with another format", ["check", "training.ts", "--json", "--format", "sarif"], "cannot be used together"],
  ["a folder that is none", ["compile", "-C", "nowhere", "training.ts"], "`-C nowhere` is not a folder"],
])("%s is wrong usage: exit 2, one explanation on stderr", async (_what, args, explanation) => {
  const { run, compilations } = createWorld(files);
  const { code, stdout, stderr } = await run(...args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(explanation);
  expect(compilations()).toBe(0);
});

test.each(["kfp", "kfp@2.17", "vertex", "argo", "local"])("--target %s is known", async (target) => {
  expect((await createWorld(files).run("compile", "training.ts", "--target", target)).code).toBe(0);
});

test("--version and --help go to stdout", async () => {
  const { run } = createWorld(files);
  expect(await run("--version")).toEqual({ code: 0, stdout: "1.2.3\n", stderr: "" });
  expect(await run("--help")).toMatchObject({ code: 0, stdout: expect.stringContaining("compile"), stderr: "" });
  expect(await run("compile", "--help")).toMatchObject({ code: 0, stdout: expect.stringContaining("--watch"), stderr: "" });
});

test("-C works before the command and after it", async () => {
  const { run } = createWorld(files);
  expect((await run("-C", "sub", "compile", "serving.ts")).code).toBe(0);
  expect((await run("compile", "serving.ts", "-C", "sub")).code).toBe(0);
});

test("--no-color works before the command and after it", async () => {
  const world = createWorld({ "a.ts": "BROKEN" });
  world.env["FORCE_COLOR"] = "1";
  expect((await world.run("check", "a.ts")).stdout).toContain("\u001b[31m");
  expect((await world.run("check", "a.ts", "--no-color")).stdout).not.toContain("\u001b");
  expect((await world.run("--no-color", "check", "a.ts")).stdout).not.toContain("\u001b");
});

test("a bug of ours is exit 70 and one line, with a stack only on request", async () => {
  const world = createWorld({ "a.ts": "CRASH" });
  const { code, stderr } = await world.run("compile", "a.ts");
  expect(code).toBe(70);
  expect(stderr).toBe("typeline: internal error: the stub crashed\nThis is a bug of typeline (exit 70); TYPELINE_DEBUG=1 shows where.\n");
  world.env["TYPELINE_DEBUG"] = "1";
  expect((await world.run("compile", "a.ts")).stderr).toMatch(/\n +at /);
});
