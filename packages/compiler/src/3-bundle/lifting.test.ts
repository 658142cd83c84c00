import { expect, onTestFinished, test } from "vitest";
import { isArrowFunction, type Node } from "../1-read/syntax.ts";
import { bundleAll, bundleFiles, entry, entryOf, type Files, openProject, type Project, run } from "./samples/project.ts";

const DSL = 'import { component, compute, pipeline } from "@typeline/dsl";\n';

function open(files: Files): Project {
  const project = openProject(files);
  onTestFinished(project.close);
  return project;
}

test("what a function captures comes from inputs, constants and local functions", async () => {
  const project = open({
    "steps.ts": `${DSL}export const p = pipeline(({ n }: { n: number }) => {
  const t = { data: "" };
  const known = { k: [1, null, "x"] };
  const absent: number | undefined = undefined;
  const twice = (x: number) => x * 2;
  function fact(x: number): number { return x < 2 ? 1 : x * fact(x - 1); }
  const down = (x: number): number => (x <= 0 ? 0 : down(x - 1));
  const label = compute(() => { console.log(JSON.stringify([n, t, known, absent ?? "none", twice(n), fact(n), down(n)])); });
});`,
  });
  const locals = new Map<string, Node>();
  const find = (node: Node): void => {
    const { name } = node as Node & { name?: { text?: string } };
    if (name?.text !== undefined) locals.set(name.text, node);
    node.forEachChild(find);
  };
  find(project.program.file(`${project.root}/steps.ts`)!);
  const initializer = (name: string) => (locals.get(name) as Node & { initializer: Node }).initializer;
  const compute = entry(project, "label");
  const label = {
    ...compute,
    interface: {
      ...compute.interface,
      inputs: { type: "object", properties: { n: { type: "number" }, t_data: { type: "string" } }, required: ["n"] },
    },
    captures: [
      { name: "n", input: "n" },
      { name: "t", inputs: { data: "t_data" } },
      { name: "known", value: { k: [1, null, "x"] } },
      { name: "absent", value: undefined },
      { name: "twice", fn: initializer("twice") },
      { name: "fact", fn: locals.get("fact")! },
      { name: "down", fn: initializer("down") },
    ],
  };
  const [bundle] = await bundleAll(project, [label]);
  const { stdout, stderr } = run(bundle!, { executorInput: { inputs: { parameterValues: { n: 4, t_data: "rows" } } } });
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual([4, { data: "rows" }, { k: [1, null, "x"] }, "none", 8, 24, 0]);
});

test("one function with two sets of constants is two components", async () => {
  const project = open({
    "steps.ts": `${DSL}const make = (k: number) => component(async () => console.log("K", k));\nexport const one = make(1);\nexport const two = make(2);`,
  });
  const [made] = project.entries;
  const bundles = await bundleAll(
    project,
    [1, 2].map((value) => ({ ...made!, captures: [{ name: "k", value }] })),
  );
  expect(bundles.map((bundle) => run(bundle).stdout)).toEqual(["K 1\n", "K 2\n"]);
  expect(bundles[0]!.digest).not.toBe(bundles[1]!.digest);
});

test("a compute is called without arguments, so its optional parameters keep their defaults", async () => {
  const { label } = await bundleFiles(
    {
      "steps.ts": `${DSL}const show = (x = "DEFAULT") => console.log(x);\nexport const p = pipeline(() => { const label = compute(show); });`,
    },
    "label",
  );
  expect(run(label).stdout).toBe("DEFAULT\n");
});

test("functions of every form and place are lifted", async () => {
  const forms = {
    identifier: { "steps.ts": `${DSL}async function run() { console.log("RAN"); }\nexport const step = component(run);` },
    imported: {
      "run.ts": 'export default async () => console.log("RAN");',
      "again.ts": 'export { default as again } from "./run.ts";',
      "steps.ts": `${DSL}import { again } from "./again.ts";\nexport const step = component(again);`,
    },
    property: {
      "lib.ts": 'export const run = async () => console.log("RAN");',
      "steps.ts": `${DSL}import * as lib from "./lib.ts";\nexport const step = component(lib.run);`,
    },
    named: { "steps.ts": `${DSL}export const step = component(async function run() { console.log(run.name ? "RAN" : ""); });` },
    cast: { "steps.ts": `${DSL}export const step = component((async () => { console.log("RAN"); }) satisfies () => Promise<void>);` },
    nested: { "steps.ts": `${DSL}export const ALL = { of: [component(async () => console.log("RAN"))] };` },
    exported: { "steps.ts": `${DSL}export default component(async () => console.log("RAN"));` },
    namespaced: { "steps.ts": `import * as t from "@typeline/dsl";\nexport const step = t.component(async () => console.log("RAN"));` },
    "in a namespace": {
      "steps.ts": `${DSL}export namespace Outer { const word = "RAN"; export namespace Inner { export const step = component(async () => console.log(word)); } }`,
    },
    "its own importer": {
      "steps.ts": `${DSL}import * as self from "./steps.ts";\nexport const word = "RAN";\nexport const step = component(async () => console.log(self.word));`,
    },
    "in a cycle": {
      "other.ts": 'import { word } from "./steps.ts";\nexport const say = () => console.log(word);',
      "steps.ts": `${DSL}import { say } from "./other.ts";\nexport const word = "RAN";\nexport const step = component(async () => say());`,
    },
    "without a semicolon before": { "steps.ts": `${DSL}const ran = "RAN"\nexport const step = component(async () => console.log(ran))` },
    "an .mts file": { "steps.mts": `${DSL}export const step = component(async () => console.log("RAN"));` },
  };
  for (const [form, files] of Object.entries(forms)) {
    const project = open(files);
    const [bundle] = await bundleAll(project);
    expect([form, run(bundle!)]).toEqual([form, { stdout: "RAN\n", stderr: "", status: 0 }]);
  }
});

test("enums, constant enums, awaited constants and resources are as in TypeScript", async () => {
  const { step } = await bundleFiles(
    {
      "enums.ts": "export enum Colour { Red = 'red' }\nexport const enum Size { Small = 7 }",
      "rates.json": '{ "low": 0.1 }',
      "prompt.txt": "Say {{x}}",
      "steps.ts": `${DSL}import { Colour, Size } from "./enums.ts";
import rates from "./rates.json" with { type: "json" };
// @ts-ignore: TypeScript knows no text modules
import prompt from "./prompt.txt" with { type: "text" };
const late = await Promise.resolve("LATE");
export const step = component(async () => console.log(Colour.Red, Size.Small, rates.low, prompt, late));`,
    },
    "step",
  );
  expect(run(step).stdout).toBe("red 7 0.1 Say {{x}} LATE\n");
});

test("types are imported like values, and mean nothing when it runs", async () => {
  const { step } = await bundleFiles(
    {
      "rows.ts": "export interface Row { n: number }\nexport const rows: Row[] = [{ n: 1 }];\nexport default rows.length;",
      "types.ts": 'export type Only = string;\nconsole.log("LOADED FOR A TYPE");',
      "steps.ts": `${DSL}import length, { Row, rows } from "./rows.ts";
import * as all from "./rows.ts";
import { Only } from "./types.ts";
export const step = component(async () => { const one: Row & all.Row = rows[0]!; const only: Only = "RAN"; console.log(only, one.n, length, all.rows.length); });`,
    },
    "step",
  );
  expect(run(step)).toEqual({ stdout: "RAN 1 1 1\n", stderr: "", status: 0 });
});

test("CommonJS packages find `require`, `__dirname` and Node's own modules", async () => {
  const { step, plain } = await bundleFiles(
    {
      "node_modules/old/package.json": '{ "name": "old", "version": "1.0.0" }',
      "node_modules/old/index.d.ts": "export const seen: string;",
      "node_modules/old/index.js":
        'const path = require("path"); exports.seen = path.basename(__filename) + " " + typeof __dirname + " " + require("node:os").EOL.length;',
      "steps.ts": `${DSL}import { seen } from "old";\nexport const step = component(async () => console.log(seen));\nexport const plain = component(async () => {});`,
    },
    "step",
    "plain",
  );
  expect(run(step).stdout).toBe("main.mjs string 1\n");
  expect(plain.code).not.toMatch(/createRequire|__dirname/);
});

test("a default import of a CommonJS package means what it means to Node in the author's file", async () => {
  const cjs = {
    "node_modules/cjs/package.json": '{ "name": "cjs", "version": "1.0.0" }',
    "node_modules/cjs/index.d.ts": "declare const all: any; export default all;",
    "node_modules/cjs/index.js": 'Object.defineProperty(exports, "__esModule", { value: true }); exports.default = "DEFAULT";',
  };
  const steps = `${DSL}import all from "cjs";\nexport const step = component(async () => console.log(typeof all));`;
  const { step: module } = await bundleFiles({ ...cjs, "steps.ts": steps }, "step");
  expect(run(module).stdout).toBe("object\n");
  const { step: commonjs } = await bundleFiles({ ...cjs, "package.json": "{}", "steps.ts": steps }, "step");
  expect(run(commonjs).stdout).toBe("string\n");
});

test("paths of the tsconfig are followed", async () => {
  const { step } = await bundleFiles(
    {
      "tsconfig.json":
        '{ "compilerOptions": { "module": "nodenext", "paths": { "#lib/*": ["./src/lib/*"] }, "allowImportingTsExtensions": true, "noEmit": true } }',
      "src/lib/word.ts": 'export const word = "RAN";',
      "src/steps.ts": `${DSL}import { word } from "#lib/word.ts";\nexport const step = component(async () => console.log(word));`,
    },
    "step",
  );
  expect(run(step).stdout).toBe("RAN\n");
});

test("hostile names and texts are only names and texts", async () => {
  for (const file of ["steps.ts", 'a b\'s "q" ü+(1)[x]{y}.ts', "%20#a?b$.ts"]) {
    for (const [before, newline] of [
      ["", "\n"],
      ["\uFEFF", "\n"],
      ["/* ñ 💥 */ const typeline__0 = '💥';", "\r\n"],
    ] as const) {
      const text = `${before}${DSL}/** 💥 é */ export const __proto__ = component(async () => { console.log("RAN 💥"); });\n`;
      const project = open({ [file]: text.replaceAll("\n", newline) });
      const [only] = project.entries;
      const hostile = {
        ...entryOf("component", "__proto__", only!.fn),
        interface: { ...only!.interface, inputs: JSON.parse('{"properties":{"__proto__":{}}}'), outputs: [] },
      };
      const [bundle] = await bundleAll(project, [hostile]);
      expect([file, run(bundle!)]).toEqual([file, { stdout: "RAN 💥\n", stderr: "", status: 0 }]);
      expect(bundle!.code).toContain('["__proto__"]:{}');
    }
  }
});

test("a function that is given twice is lifted once", async () => {
  const project = open({ "steps.ts": `${DSL}export const step = component(async () => console.log("RAN"));` });
  const [only] = project.entries;
  expect(isArrowFunction(only!.fn)).toBe(true);
  const [first, second] = await bundleAll(project, [only!, only!]);
  expect(first).toEqual(second);
});
