import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import type { Bundle } from "./bundle.ts";
import { inline } from "./deliver.ts";
import { encodeBundle } from "./encode.ts";
import { run } from "./samples/project.ts";

const bundleOf = (code: string): Bundle => ({ code, digest: "", encoded: encodeBundle(code), map: "", weights: [], inputs: [] });

function scratch(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "deliver-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const SHOW = "console.log(JSON.stringify(process.argv.slice(2)))";

test("the bundle is started as a program with the flags, and its folder is gone after it", () => {
  const folder = scratch();
  const { stdout, status } = run(bundleOf(`${SHOW};console.log(import.meta.url)`), {
    executorInput: { a: "'$x\n" },
    env: { TMPDIR: folder },
  });
  const [argv, url] = stdout.trim().split("\n");
  expect(JSON.parse(argv!)).toEqual(["--executor_input", JSON.stringify({ a: "'$x\n" })]);
  expect(url).toMatch(new RegExp(`^file://${folder}/typeline-\\w+/main\\.mjs$`));
  expect([status, readdirSync(folder)]).toEqual([0, []]);
});

test("more flags follow the executor's input", () => {
  const { command, args } = inline(bundleOf(""), { packages: [], args: ["--run_id", "{{$.inputs.parameters['typeline--run-id']}}"] });
  expect(command.slice(0, 3)).toEqual(["node", "--enable-source-maps", "-e"]);
  expect(args).toEqual(["--executor_input", "{{$}}", "--run_id", "{{$.inputs.parameters['typeline--run-id']}}"]);
});

test("nothing in the command is replaced on its way: by KFP, Argo or Kubernetes", () => {
  const { command } = inline(bundleOf("{{$}} {{workflow.name}} $(HOME) $$"), { packages: ["sharp@0.34.4"], args: [] });
  for (const word of command) expect(word).not.toMatch(/\{\{|\$\(|\$\$/);
});

test("a large bundle is split into arguments that Linux takes", () => {
  const noise = Array.from({ length: 60_000 }, (_, index) => Math.sin(index).toString(36).slice(3, 9)).join("");
  const large = bundleOf(`${SHOW};console.log(${JSON.stringify(noise)}.length)`);
  const words = inline(large, { packages: [], args: [] }).command;
  expect(words.length).toBeGreaterThan(5);
  for (const word of words) expect(Buffer.byteLength(word)).toBeLessThan(131_072);
  expect(run(large).stdout).toContain(`\n${noise.length}\n`);
});

test("a failing bundle ends with a failure, and its folder is gone too", () => {
  const folder = scratch();
  const { stderr, status } = run(bundleOf('await 1; throw new Error("NO")'), { env: { TMPDIR: folder } });
  expect(stderr).toContain("Error: NO");
  expect([status, readdirSync(folder)]).toEqual([1, []]);
});

/** A stand-in for npm that shows how it was called and installs what is asked for, without a registry. */
function fakeNpm(script: string): string {
  const folder = scratch();
  writeFileSync(join(folder, "npm"), `#!${process.execPath}\nconst fs = require("node:fs"), path = require("node:path");\n${script}`);
  chmodSync(join(folder, "npm"), 0o755);
  return folder;
}

test("packages are installed beside the bundle, with a cache of their own, and npm's output is no output of the task", () => {
  const bin = fakeNpm(`
    const [command, flag, prefix, ...rest] = process.argv.slice(2);
    const folder = path.join(prefix, "node_modules/native");
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, "package.json"), '{ "main": "index.js" }');
    fs.writeFileSync(path.join(folder, "index.js"), "module.exports = " + JSON.stringify([command, flag, rest.filter((word) => !word.startsWith("-")),
      process.cwd() === prefix, process.env.HOME, process.env.npm_config_cache.startsWith(prefix)]));
    console.log("added 1 package");`);
  const { stdout, stderr } = run(bundleOf('import native from "native"; console.log(JSON.stringify(native))'), {
    packages: ["native@1.2.3", "@scope/other"],
    env: { PATH: bin, HOME: "/nowhere" },
  });
  expect(JSON.parse(stdout)).toEqual(["install", "--prefix", ["native@1.2.3", "@scope/other"], true, "/nowhere", true]);
  expect(stderr).toBe("added 1 package\n");
});

test("an image without npm, and an npm that fails, say so", () => {
  const bundle = bundleOf("console.log('never')");
  const missing = run(bundle, { packages: ["native@1"], env: { PATH: scratch() } });
  expect(missing).toEqual({ stdout: "", stderr: "typeline: cannot install native@1: the image has no npm\n", status: 1 });
  const failing = run(bundle, { packages: ["a", "b"], env: { PATH: fakeNpm('console.error("E404"); process.exit(3);') } });
  expect(failing).toEqual({ stdout: "", stderr: "E404\ntypeline: cannot install a, b: npm ended with exit code 3\n", status: 1 });
});

test.skipIf(process.getuid?.() !== 0)("any user can run it, without a home and in a folder that it cannot write to", () => {
  const folder = scratch();
  chmodSync(folder, 0o1777);
  const { command, args } = inline(bundleOf("console.log(process.getuid(), process.cwd())"), { packages: [], args: [] });
  const { stdout, stderr } = spawnSync(process.execPath, [...command.slice(1), ...args], {
    uid: 12345,
    gid: 12345,
    cwd: "/",
    env: { TMPDIR: folder },
    encoding: "utf8",
  });
  expect([stdout, stderr]).toEqual(["12345 /\n", ""]);
});

test("what is encoded is the code, and says nothing of the machine that did it", () => {
  const zipped = Buffer.from(encodeBundle("CODE é 💥"), "base64");
  expect(gunzipSync(zipped).toString()).toBe("CODE é 💥");
  expect([...zipped.subarray(4, 10)]).toEqual([0, 0, 0, 0, 2, 255]); // No time, best compression, no operating system.
});
