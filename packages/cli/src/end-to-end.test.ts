import { type ChildProcess, execFile, spawn } from "node:child_process";
import { readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { bin, environment, typeline } from "./samples/command.ts";
import { readFile, temporaryProject, withDsl, writeFiles } from "./samples/world.ts";

const pipeline = (greeting: string) => `import { component, pipeline } from "@typeline/dsl";

const greet = component(async ({ name }: { name: string }) => ({ greeting: \`${greeting}, \${name}\` }));

export const hello = pipeline(({ name }: { name: string }) => {
  greet({ name });
});
`;

const project = {
  "package.json": '{ "type": "module" }',
  "tsconfig.json":
    '{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2023", "noEmit": true, "skipLibCheck": true } }',
  "src/hello.ts": pipeline("Hello"),
};

test("a pipeline is compiled, found unchanged, and compiled again after a change", async () => {
  const folder = withDsl(temporaryProject(project));
  const first = await typeline(folder, "compile", "src/hello.ts");
  expect(first).toMatchObject({ code: 0, stdout: "", stderr: expect.stringMatching(/^dist\/hello\.yaml {2}1 task, [\d.]+ kB\n$/) });
  expect(readFile(folder, "dist/hello.yaml")).toContain("name: hello");
  expect((await typeline(folder, "compile", "src/hello.ts")).stderr).toBe(`${first.stderr.trimEnd()}, unchanged\n`);
  expect(await typeline(folder, "compile", "src/hello.ts", "--check")).toMatchObject({ code: 0 });

  writeFiles(folder, { "src/hello.ts": pipeline("Good morning") });
  expect(await typeline(folder, "compile", "src/hello.ts", "--check")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("TL3905"),
  });
  expect((await typeline(folder, "compile", "src/hello.ts")).stderr).not.toContain("unchanged");
});

test.each([
  ["JSON that a component imports", { "src/data.json": '{ "greeting": "Good day" }' }],
  ["a module that it imports", { "src/words.ts": 'export const mark = "?";' }],
  ["an installed package that is bundled", { "node_modules/tiny/index.js": 'export const tiny = "other";' }],
  ["a tsconfig that ours extends", { "base.json": '{ "compilerOptions": { "strict": true, "noUnusedLocals": true } }' }],
])("a change of %s is seen", async (_what, change) => {
  const imports =
    'import data from "./data.json" with { type: "json" };\nimport { mark } from "./words.ts";\nimport { tiny } from "tiny";\n';
  const folder = withDsl(
    temporaryProject({
      "package.json": '{ "type": "module", "dependencies": { "tiny": "1.0.0" } }',
      "base.json": '{ "compilerOptions": { "strict": true } }',
      "tsconfig.json":
        '{ "extends": "./base.json", "compilerOptions": { "module": "nodenext", "target": "es2023", "noEmit": true, "skipLibCheck": true, "resolveJsonModule": true, "allowImportingTsExtensions": true } }',
      "node_modules/tiny/package.json":
        '{ "name": "tiny", "version": "1.0.0", "type": "module", "main": "index.js", "types": "index.d.ts" }',
      "node_modules/tiny/index.js": 'export const tiny = "tiny";',
      "node_modules/tiny/index.d.ts": "export declare const tiny: string;",
      "src/data.json": '{ "greeting": "Hello" }',
      "src/words.ts": 'export const mark = "!";',
      "src/hello.ts": imports + pipeline("${data.greeting} ${mark} ${tiny}"),
    }),
  );
  expect(await typeline(folder, "compile", "src/hello.ts")).toMatchObject({ code: 0 });
  const unchanged = (await typeline(folder, "compile", "src/hello.ts")).stderr;
  writeFiles(folder, change);
  expect(unchanged).toContain("unchanged");
  // The extended options change nothing in what is written: only the stamp can tell.
  const stamps = () =>
    readdirSync(join(folder, "node_modules/.cache/typeline")).map((name) => readFile(folder, `node_modules/.cache/typeline/${name}`));
  const before = stamps();
  await typeline(folder, "compile", "src/hello.ts");
  expect(stamps()).not.toEqual(before);
});

test("standard output holds the pipeline alone", async () => {
  const folder = withDsl(temporaryProject(project));
  const { code, stdout, stderr } = await typeline(folder, "compile", "src/hello.ts", "-o", "-");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^# PIPELINE DEFINITION\n/);
});

test("TypeScript's own errors stop the compilation, in our form", async () => {
  const folder = withDsl(temporaryProject({ ...project, "src/hello.ts": `${pipeline("Hello")}export const wrong: number = "text";\n` }));
  const [found] = JSON.parse((await typeline(folder, "check", "src/hello.ts", "--format", "json")).stdout);
  expect(found).toMatchObject({ code: "TS2322", severity: "error", file: "src/hello.ts", line: 8, column: 14 });
});

test.each([
  ["a source that is missing", ["check", "nowhere.ts"]],
  ["a syntax error", ["check", "syntax.ts"]],
  ["a module that imports itself", ["check", "self.ts"]],
  ["a tsconfig that cannot be read", ["check", "-C", "bad", "x.ts"]],
  ["a file that is no text", ["check", "binary.ts"]],
])("%s is reported without a stack trace", async (_what, args) => {
  const folder = withDsl(
    temporaryProject({
      ...project,
      "syntax.ts": "export const p = pipeline((=> {",
      "self.ts": 'import { p } from "./self.ts";\nexport const p = p + 1;\n',
      "bad/tsconfig.json": "{ nonsense",
      "bad/x.ts": pipeline("x"),
      "binary.ts": "\u0000\u0001\u0002\uFFFD",
    }),
  );
  const { code, stdout, stderr } = await typeline(folder, ...args);
  expect(code).toBe(1);
  expect(stdout).toMatch(/error (TL|TS)\d+: /);
  expect(stdout + stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
});

test("--help and --version do not load the compiler", async () => {
  const folder = temporaryProject({});
  const loaded = (...args: string[]) =>
    new Promise<string>((resolve) => {
      const env = { ...environment(), NODE_DEBUG: "esm" };
      execFile(process.execPath, [bin, ...args], { cwd: folder, env, maxBuffer: 1e8 }, (_error, _stdout, stderr) => resolve(stderr));
    });
  for (const flag of ["--help", "--version"]) expect(await loaded(flag)).not.toMatch(/typescript\/|node_modules\/esbuild/);
});

/** Waits until `condition` holds; fails after ten seconds. */
async function eventually(condition: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function startWatch(folder: string, ...args: string[]): { said: () => string; child: ChildProcess; ended: Promise<number | null> } {
  const child = spawn(process.execPath, [bin, "compile", ...args, "--watch"], {
    cwd: folder,
    env: environment(),
    stdio: ["ignore", "ignore", "pipe"],
  });
  let text = "";
  child.stderr.setEncoding("utf8").on("data", (chunk) => (text += chunk));
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return { said: () => text, child, ended };
}

test("--watch follows saves, mistakes, renames and removals, and ends with exit 0", async () => {
  const folder = withDsl(temporaryProject(project));
  const { said, child, ended } = startWatch(folder, "src");
  const written = () => {
    try {
      return readFile(folder, "dist/hello.yaml");
    } catch {
      return "";
    }
  };
  const rounds = () => said().match(/ompiled in/g)?.length ?? 0;
  await eventually(() => rounds() === 1, "first compilation");
  const first = written();

  writeFiles(folder, { "src/hello.ts": pipeline("Good morning") });
  await eventually(() => rounds() >= 2 && written() !== first, "a save");
  const second = written();

  writeFiles(folder, { "src/hello.ts": "export const hello = pipeline((" });
  await eventually(() => said().includes("Not compiled in"), "a syntax error");
  expect(written()).toBe(second);

  // As editors save: a new file is renamed over the old one.
  writeFiles(folder, { "src/hello.ts~": pipeline("Good evening") });
  renameSync(join(folder, "src/hello.ts~"), join(folder, "src/hello.ts"));
  await eventually(() => written() !== second, "a save by renaming");
  const third = written();

  rmSync(join(folder, "src"), { recursive: true });
  await eventually(() => said().includes("TL1000") || said().includes("TL3901"), "the removal of the folder");
  writeFiles(folder, { "src/hello.ts": pipeline("Good night") });
  await eventually(() => written() !== third, "the return of the folder");

  child.kill("SIGINT");
  expect(await ended).toBe(0);
});

test("--watch sees a new file of a folder and a module that a source lacked", async () => {
  const folder = withDsl(temporaryProject({ ...project, "src/hello.ts": `import "./missing.ts";\n${pipeline("Hello")}` }));
  const { said } = startWatch(folder, "src");
  await eventually(() => said().includes("Not compiled in"), "the first attempt");
  writeFiles(folder, { "src/missing.ts": "export {};\n" });
  await eventually(() => said().includes("dist/hello.yaml"), "the missing module");
  writeFiles(folder, { "src/second.ts": pipeline("Hi").replace("hello", "second") });
  await eventually(() => said().includes("dist/second.yaml"), "a second pipeline");
});

test("--target vertex writes one document, which Google's own SDK can read", async () => {
  const folder = withDsl(temporaryProject(project));
  await typeline(folder, "compile", "src/hello.ts", "-o", "all.yaml");
  expect(readFile(folder, "all.yaml")).toContain("\n---\nplatforms:\n");
  expect(await typeline(folder, "compile", "src/hello.ts", "--target", "vertex", "-o", "vertex.yaml")).toMatchObject({ code: 0 });
  expect(readFile(folder, "vertex.yaml")).toBe(readFile(folder, "all.yaml").split("---\nplatforms:\n")[0]);
});
