import { join } from "node:path";
import { expect, test } from "vitest";
import type { Declaration, Program } from "./program.ts";
import { nodesOf, openFiles } from "./samples/temporary-project.ts";
import { type Identifier, type Node, SyntaxKind } from "./syntax.ts";

/** A declaration on one line: its kind and what tells it from others. */
function show(program: Program, root: string, declaration: Declaration | undefined): string | undefined {
  const file = (path: string) => path.replace(`${root}/`, "").replace(/^.*\/packages\//, "");
  switch (declaration?.kind) {
    case "source":
      return `${SyntaxKind[declaration.node.kind]} of ${file(declaration.file.fileName)}: ${program.text(declaration.node)}`;
    case "module":
      return `module ${file(declaration.file.fileName)}`;
    case "data":
      return `${declaration.format} ${file(declaration.path)}`;
    case "library":
      return `library ${declaration.module} ${declaration.name}`;
    default:
      return declaration && `${declaration.kind} ${declaration.name}`;
  }
}

/** What each argument of `use(…)` calls in `a.ts` stands for. */
function resolve(files: Record<string, string>): (string | undefined)[] {
  const { program, root } = openFiles(files, ["a.ts"]);
  const uses = nodesOf(program, join(root, "a.ts"), (node) => node.kind === SyntaxKind.CallExpression && node.getText().startsWith("use("));
  return uses
    .flatMap((use) => (use as unknown as { arguments: readonly Node[] }).arguments)
    .map((node) => show(program, root, program.declarationOf(node)));
}

const USE = "declare function use(...x: unknown[]): void;\n";

test("a namespace is a declaration of its file, and not the file", () => {
  const files = { "a.ts": `${USE}namespace N { export const x = 1; } export const x = 2; use(N);` };
  expect(resolve(files)).toEqual(["ModuleDeclaration of a.ts: namespace N { export const x = 1; }"]);
});

test("names of this and of other modules are followed to their declarations", () => {
  expect(
    resolve({
      "a.ts": `${USE}import { one, renamed as two, star, three as four } from "./b.ts"; import byDefault, { Color } from "./c.ts"; import * as ns from "./b.ts";
        const own = 1; function fn() {} const { x, y: [z] } = { x: 1, y: [2] };
        use(own, fn, x, z, one, two, star, four, byDefault, Color, ns, ns.one, ns.inner.star, ns.missing);`,
      "b.ts":
        'export const one = 1; const two = 2; export { two as renamed }; export * from "./c.ts"; export * as inner from "./c.ts"; export { star as three } from "./c.ts";',
      "c.ts": "export const star = 3; export default star; export enum Color { Red } export type T = 1;",
    }),
  ).toEqual([
    "VariableDeclaration of a.ts: own = 1",
    "FunctionDeclaration of a.ts: function fn() {}",
    "BindingElement of a.ts: x",
    "BindingElement of a.ts: z",
    "VariableDeclaration of b.ts: one = 1",
    "VariableDeclaration of b.ts: two = 2",
    "VariableDeclaration of c.ts: star = 3",
    "VariableDeclaration of c.ts: star = 3",
    "VariableDeclaration of c.ts: star = 3",
    "EnumDeclaration of c.ts: export enum Color { Red }",
    "module b.ts",
    "VariableDeclaration of b.ts: one = 1",
    "VariableDeclaration of c.ts: star = 3",
    undefined,
  ]);
});

test("a default export of an expression is its export statement", () => {
  expect(resolve({ "a.ts": `${USE}import f from "./b.ts"; use(f);`, "b.ts": "export default { a: 1 };" })).toEqual([
    "ExportAssignment of b.ts: export default { a: 1 };",
  ]);
});

test("names of the language are known however they come in", () => {
  expect(
    resolve({
      "a.ts": `${USE}import { component, Dataset as D } from "@typeline/dsl"; import * as t from "@typeline/dsl"; import { pipeline, made, tl } from "./b.ts";
        use(component, D, t.container, pipeline, made, tl.Model, t);`,
      "b.ts": 'export * from "@typeline/dsl"; export { compute as made } from "@typeline/dsl"; export * as tl from "@typeline/dsl";',
    }),
  ).toEqual(["dsl component", "dsl Dataset", "dsl container", "dsl pipeline", "dsl compute", "dsl Model", "module dsl/dist/index.d.ts"]);
});

test("data files are data, through re-exports too", () => {
  expect(
    resolve({
      "a.ts": `${USE}import rules from "./rules.json"; import typed from "./rules.json" with { type: "json" }; import prompt from "./p.txt" with { type: "text" }; import * as all from "./rules.json"; import { r2, p2 } from "./lib/b.ts";
        use(rules, typed, prompt, all, r2, p2);`,
      "rules.json": '{ "a": 1 }',
      "p.txt": "Hello",
      "text.d.ts": 'declare module "*.txt" { const text: string; export default text; }',
      "lib/b.ts":
        'import rules from "../rules.json"; export { rules as r2 }; export { default as p2 } from "../p.txt" with { type: "text" };',
    }),
  ).toEqual(["json rules.json", "json rules.json", "text p.txt", "json rules.json", "json rules.json", "text p.txt"]);
});

test("what libraries and JavaScript declare is named, not followed", () => {
  expect(
    resolve({
      "a.ts": `${USE}import mean, { max as most } from "stats"; import * as stats from "stats"; import { again } from "./b.ts"; declare const here: number;
        use(mean, most, stats, stats.max, again, Math, JSON, undefined, here, ambient);`,
      "b.ts": 'export { max as again } from "stats";',
      "globals.d.ts": "declare const ambient: number;",
      "node_modules/stats/package.json": '{"name":"stats","types":"./index.d.ts"}',
      "node_modules/stats/index.d.ts":
        "export declare function max(...xs: number[]): number; declare const mean: number; export default mean;",
    }),
  ).toEqual([
    "library stats default",
    "library stats max",
    "library stats *",
    "library stats max",
    "library stats max",
    "global Math",
    "global JSON",
    undefined,
    "VariableDeclaration of a.ts: here: number",
    "global ambient",
  ]);
});

test("shorthand properties and export specifiers are uses of a name", () => {
  const { program, root } = openFiles(
    { "a.ts": 'import { b } from "./b.ts"; export const o = { b }; export { b as c };', "b.ts": "export const b = 1;" },
    ["a.ts"],
  );
  const uses = nodesOf(program, join(root, "a.ts"), (node) => node.kind === SyntaxKind.Identifier && (node as Identifier).text === "b");
  expect(uses.map((node) => show(program, root, program.declarationOf(node)))).toEqual(Array(3).fill("VariableDeclaration of b.ts: b = 1"));
});

test("exports are listed with what they stand for, without types", () => {
  const { program, root } = openFiles(
    {
      "a.ts": 'export const p = 1; export type T = 1; export interface I {} export { default as q, r } from "./b.ts"; export default p;',
      "b.ts": "export default 1; export const r = 2; export type { S } from './c.ts';",
      "c.ts": "export type S = 1;",
    },
    ["a.ts"],
  );
  const exports = program.exportsOf(program.file(join(root, "a.ts"))!);
  expect([...exports].map(([name, declaration]) => `${name}: ${show(program, root, declaration)}`)).toEqual([
    "p: VariableDeclaration of a.ts: p = 1",
    "q: ExportAssignment of b.ts: export default 1;",
    "r: VariableDeclaration of b.ts: r = 2",
    "default: VariableDeclaration of a.ts: p = 1",
  ]);
});

test("a self-importing module and a circle of re-exports have an end", () => {
  expect(
    resolve({
      "a.ts": `${USE}import { x } from "./b.ts"; import * as self from "./a.ts"; export const y = 1; use(x, self.y, self.self);`,
      "b.ts": 'export { x } from "./c.ts";',
      "c.ts": 'export { x } from "./b.ts";',
    }),
  ).toEqual([undefined, "VariableDeclaration of a.ts: y = 1", undefined]);
});
