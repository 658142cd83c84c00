import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "@typeline/diagnostics";
import { expect, onTestFinished, test } from "vitest";
import { createReader, openProgram } from "./reader.ts";
import { nodesOf, openFiles, TSCONFIG, temporaryProject } from "./samples/temporary-project.ts";
import { type Identifier, SyntaxKind } from "./syntax.ts";

/** Opens files of a folder that is as given, without a `tsconfig.json` of its own. */
function open(files: Record<string, string>, ...entries: string[]) {
  const root = temporaryProject(files);
  const diagnostics: Diagnostic[] = [];
  const paths = entries.map((entry) => join(root, entry));
  const program = openProgram({ cwd: root, files: paths }, (diagnostic) => diagnostics.push(diagnostic));
  onTestFinished(() => program?.close());
  return { root, program, diagnostics, errors: () => program!.typeErrors(paths).map(({ code, message }) => `${code}: ${message}`) };
}

const COMPONENT = `import { component } from "@typeline/dsl";\nexport const c = component(async ({ n }: { n: number }) => n + 1);\n`;

test("a file that no configuration includes is read strictly, with the bundler's resolution and what Node has of the web", () => {
  const { program, errors, root } = open(
    {
      "a.ts": `${COMPONENT}import { b } from "./b.ts";\nimport data from "./data.json";\nconst u = new URL("x:"); fetch(u); b.length + data.n;`,
      "b.ts": "export const b = (x) => x;",
      "data.json": '{"n": 1}',
    },
    "a.ts",
  );
  expect(errors()).toEqual(["TS7006: Parameter 'x' implicitly has an 'any' type."]);
  expect(program!.root).toBe(root);
});

test("a file that the nearest configuration leaves out is read with that configuration's options", () => {
  const tsconfig = JSON.stringify({
    ...JSON.parse(TSCONFIG),
    include: ["src"],
    compilerOptions: {
      ...JSON.parse(TSCONFIG).compilerOptions,
      noUncheckedIndexedAccess: true,
      rootDir: "src",
      outDir: "out",
      composite: true,
    },
  });
  const { errors, root, program } = open(
    { "tsconfig.json": tsconfig, "src/x.ts": "export {};", "other/a.ts": `${COMPONENT}export const n: number = [1][0];` },
    "other/a.ts",
  );
  expect(errors()).toEqual([
    "TS2322: Type 'number | undefined' is not assignable to type 'number'.\n  Type 'undefined' is not assignable to type 'number'.",
  ]);
  expect(program!.root).toBe(root);
});

test("files of two projects are read each with its own configuration", () => {
  const loose = JSON.stringify({
    compilerOptions: { ...JSON.parse(TSCONFIG).compilerOptions, strict: false, strictNullChecks: false, noImplicitAny: false },
  });
  const source = "export const f = (x) => x;";
  const { errors } = open(
    { "a/tsconfig.json": TSCONFIG, "a/a.ts": source, "b/tsconfig.json": loose, "b/b.ts": source, "c/c.ts": source },
    "a/a.ts",
    "b/b.ts",
    "c/c.ts",
  );
  expect(errors()).toEqual(Array(2).fill("TS7006: Parameter 'x' implicitly has an 'any' type."));
});

test("a project that only refers to others is read through the one that includes the file", () => {
  const inner = JSON.stringify({
    compilerOptions: { ...JSON.parse(TSCONFIG).compilerOptions, strict: false, noImplicitAny: false },
    include: ["src"],
  });
  const { errors } = open(
    {
      "tsconfig.json": '{"files":[],"references":[{"path":"./tsconfig.app.json"}]}',
      "tsconfig.app.json": inner,
      "src/a.ts": "export const f = (x) => x;",
    },
    "src/a.ts",
  );
  expect(errors()).toEqual([]);
});

test("options that TypeScript 7 no longer has are no reason to stop", () => {
  const { compilerOptions } = JSON.parse(TSCONFIG);
  const { program, errors, diagnostics } = open(
    {
      "tsconfig.json": JSON.stringify({
        compilerOptions: {
          ...compilerOptions,
          target: "es5",
          moduleResolution: "node",
          module: "commonjs",
          baseUrl: ".",
          downlevelIteration: true,
        },
      }),
      "a.ts": COMPONENT,
    },
    "a.ts",
  );
  expect(diagnostics).toEqual([]);
  expect(program && errors()).toEqual([]);
});

test.each([
  ["missing.ts", "TL1000 `<root>/missing.ts` does not exist."],
  ["folder.ts", "TL1001 `<root>/folder.ts` is a folder, where a TypeScript file is needed."],
  ["a.js", "TL1002 `<root>/a.js` is not a TypeScript file."],
  ["a.d.ts", "TL1002 `<root>/a.d.ts` is not a TypeScript file."],
])("the source %s is refused", (name, message) => {
  const { program, diagnostics, root } = open({ "tsconfig.json": TSCONFIG, "folder.ts/a.ts": "", "a.js": "", "a.d.ts": "" }, name);
  expect(program).toBeUndefined();
  expect(diagnostics.map(({ code, message }) => `${code} ${message.replace(root, "<root>")}`)).toEqual([message]);
});

test.each([
  ["{ oops", "'}' expected."],
  ['{"extends": "./nowhere.json"}', "nowhere.json'."],
  ['{"compilerOptions": {"target": "es3000"}}', "Argument for '--target' option must be:"],
  ['{"compilerOptions": {"strict": "yes"}}', "Compiler option 'strict' requires a value of type boolean."],
])("the configuration %s gives one diagnostic", (tsconfig, reason) => {
  const { program, diagnostics, root } = open({ "tsconfig.json": tsconfig, "a.ts": COMPONENT }, "a.ts");
  expect(program).toBeUndefined();
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0]!.code).toBe("TL1003");
  expect(diagnostics[0]!.message).toContain(`\`${join(root, "tsconfig.json")}\` cannot be read: `);
  expect(diagnostics[0]!.message).toContain(reason);
});

test.skipIf(process.getuid?.() === 0)("a configuration that may not be read gives one diagnostic", () => {
  const root = temporaryProject({ "tsconfig.json": TSCONFIG, "a.ts": COMPONENT });
  chmodSync(join(root, "tsconfig.json"), 0);
  const diagnostics: Diagnostic[] = [];
  expect(openProgram({ cwd: root, files: [join(root, "a.ts")] }, (diagnostic) => diagnostics.push(diagnostic))).toBeUndefined();
  expect(diagnostics.map(({ code }) => code)).toEqual(["TL1003"]);
});

test("a platform whose compiler is not installed gives one diagnostic", () => {
  const root = temporaryProject({ "a.ts": COMPONENT });
  const { arch } = process;
  onTestFinished(() => void Object.defineProperty(process, "arch", { value: arch }));
  Object.defineProperty(process, "arch", { value: "pdp11" });
  const diagnostics: Diagnostic[] = [];
  expect(openProgram({ cwd: root, files: [join(root, "a.ts")] }, (diagnostic) => diagnostics.push(diagnostic))).toBeUndefined();
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
    `TL1004 TypeScript's compiler for ${process.platform}-pdp11 is not installed.`,
  ]);
});

test("positions count UTF-16 units, whatever stands before them", () => {
  const { program, root } = openFiles({ "a.ts": 'const a = "👋😀ü"; /* 𝔘 */ const b = `\n👩‍👩‍👧 ${a}`; export const later = b;' });
  const [name] = nodesOf(
    program,
    join(root, "a.ts"),
    (node) => node.kind === SyntaxKind.Identifier && (node as Identifier).text === "later",
  );
  expect(program.text(name!)).toBe("later");
  expect(program.location(name!)).toEqual({ file: join(root, "a.ts"), line: 2, column: 30, endLine: 2, endColumn: 35 });
});

test("the closure is the own files that are imported, without data, types of packages, and repetitions", () => {
  const { program, root } = openFiles(
    {
      "a.ts":
        'import "./side.ts"; import { b } from "./lib/b.ts"; import j from "./j.json"; import { component } from "@typeline/dsl"; export * from "./lib/c.js"; export { b, j, component };',
      "side.ts": "globalThis.x = 1;",
      "j.json": "{}",
      "lib/b.ts": 'import type { A } from "../a.ts"; import { c } from "./c.js"; export const b = c; export type B = A;',
      "lib/c.ts": 'export const c = import("./d.ts");',
      "lib/d.ts": "export const d = 1;",
    },
    ["a.ts"],
  );
  expect(program.closure(join(root, "a.ts")).map((path) => path.slice(root.length + 1))).toEqual([
    "a.ts",
    "side.ts",
    "lib/b.ts",
    "lib/c.ts",
    "lib/d.ts",
  ]);
  expect(program.closure(join(root, "nowhere.ts"))).toEqual([]);
});

test("closing leaves nothing open, and a closed reader can be opened again", () => {
  const root = temporaryProject({ "tsconfig.json": TSCONFIG, "a.ts": COMPONENT });
  const openHandles = () => process.getActiveResourcesInfo().filter((kind) => kind === "PipeWrap").length;
  const reader = createReader(root);
  const before = openHandles();
  for (let round = 0; round < 3; round++) {
    expect(reader.open([join(root, "a.ts")], () => {})!.typeErrors([join(root, "a.ts")])).toEqual([]);
    reader.close();
    reader.close();
  }
  expect(openHandles()).toBeLessThanOrEqual(before);
});

test("a reader sees what changed, and only needs to be told", () => {
  const root = temporaryProject({
    "tsconfig.json": TSCONFIG,
    "a.ts": 'import { n } from "./b.ts";\nexport const s: string = n;',
    "b.ts": "export const n = 1;",
  });
  const [a, b] = [join(root, "a.ts"), join(root, "b.ts")];
  const reader = createReader(root);
  onTestFinished(() => reader.close());
  const codes = (changed?: string[]) =>
    reader
      .open([a!], () => {}, changed)!
      .typeErrors([a!])
      .map(({ code }) => code);
  expect(codes()).toEqual(["TS2322"]);
  writeFileSync(b!, 'export const n = "x";');
  expect(codes([b!])).toEqual([]);
  writeFileSync(b!, "export const n = 2;");
  expect(codes()).toEqual(["TS2322"]);
  rmSync(b!);
  expect(codes([b!])).toEqual(["TS2307"]);
  mkdirSync(join(root, "lib"));
  writeFileSync(join(root, "lib/n.ts"), 'export const n = "new";');
  writeFileSync(a!, 'import { n } from "./lib/n.ts";\nexport const s: string = n;');
  expect(codes([a!, join(root, "lib/n.ts")])).toEqual([]);
});

test("files of several folders without a configuration are read, however they come", () => {
  const root = temporaryProject({
    "package.json": "{}",
    "x/a.ts": "export const a: number = '1';",
    "y/b.ts": "export const b: number = '1';",
    "z/c.ts": "export {};",
  });
  const files = ["x/a.ts", "y/b.ts", "z/c.ts"].map((path) => join(root, path));
  const reader = createReader(root);
  onTestFinished(() => reader.close());
  expect(reader.open(files, () => {})!.typeErrors(files)).toHaveLength(2);
  expect(reader.open(files.slice(2), () => {}, [])!.typeErrors(files.slice(2))).toEqual([]);
  expect(reader.open(files.slice(0, 1), () => {}, [])!.typeErrors(files.slice(0, 1))).toHaveLength(1);
});

test("files that the configuration leaves out are read, however they come", () => {
  const root = temporaryProject({
    "tsconfig.json": TSCONFIG.replace("{", '{"files":["in.ts"],'),
    "in.ts": "export {};",
    "a.ts": "export const a: number = '1';",
    "b.ts": "export const b: number = '1';",
  });
  const [inside, a, b] = ["in.ts", "a.ts", "b.ts"].map((path) => join(root, path)) as [string, string, string];
  const reader = createReader(root);
  onTestFinished(() => reader.close());
  expect(reader.open([inside, a], () => {})!.typeErrors([inside, a])).toHaveLength(1);
  expect(reader.open([b], () => {}, [])!.typeErrors([b])).toHaveLength(1);
  writeFileSync(a, "export const a: number = 1;");
  expect(reader.open([a, b], () => {}, [a])!.typeErrors([a, b])).toHaveLength(1);
});

test("a reader follows files that no configuration includes", () => {
  const root = temporaryProject({ "a.ts": "export const a: number = 1;", "b.ts": 'export const b: number = "x";' });
  const [a, b] = [join(root, "a.ts"), join(root, "b.ts")];
  const reader = createReader(root);
  onTestFinished(() => reader.close());
  const codes = (files: string[], changed?: string[]) =>
    reader
      .open(files, () => {}, changed)!
      .typeErrors(files)
      .map(({ code }) => code);
  expect(codes([a!])).toEqual([]);
  expect(codes([a!, b!], [])).toEqual(["TS2322"]);
  writeFileSync(a!, 'export const a: number = "x";');
  expect(codes([a!], [a!])).toEqual(["TS2322"]);
});
