import { expect, test } from "vitest";
import { brief, compileFiles } from "../samples/project.ts";

/** Expressions and statements over known values. Each gives `result`, as JavaScript does. */
const PROGRAMS = [
  "const [first, second] = new Set(['a', 'b']); const result = [first, second];",
  "const [[key, value]] = new Map([['a', 1]]); const result = [key, value];",
  "const [a, ...rest] = 'a😀b'; const result = [a, rest];",
  "let a = 0, rest = [0]; [a, ...rest] = [1, 2, 3]; const result = [a, rest];",
  "let a = 0, rest = {}; ({ a, ...rest } = { a: 1, b: 2, c: 3 }); const result = [a, rest];",
  "let a; ({ a = 1 } = {}); const result = a;",
  "let a; ({ b: a = 1 } = { b: 2 }); const result = a;",
  "let a; [a = 1] = [undefined]; const result = a;",
  "const f = (x = 2, y = x * 2) => x + y; const result = [f(), f(1), f(undefined, 5)];",
  "const o = { b: 1, 2: 2, 1: 3 }; o['0'] = 4; const result = [Object.keys(o), Object.values(o), Object.entries({ '01': 6, ...o, '-1': 5 })];",
];

/** Those whose syntax JavaScript does not have, with what they give. */
const TYPED: readonly (readonly [string, unknown])[] = [
  [
    "enum E { a, b = 5, c, d = 'x' } const result = [E.a, E.c, E.d, E[5], E['b'], Object.keys(E)];",
    [0, 6, "x", "b", 5, ["0", "5", "6", "a", "b", "c", "d"]],
  ],
  ["function f(this: unknown, x: number) { return x; } const result = f(1);", 1],
];

async function compiled(programs: readonly string[]): Promise<unknown[]> {
  const bodies = programs.map((program) => `{ ${program} show({ text: JSON.stringify(result) }); }`).join("\n");
  const source = `// @ts-nocheck: some lines have no types.
import { component, pipeline } from "@typeline/dsl";
const show = component(async ({ text }: { text: string }) => text);
export const p = pipeline(() => {
${bodies}
});`;
  const compilation = await compileFiles({ "pipeline.ts": source });
  expect(brief(compilation)).toEqual([]);
  const tasks = Object.values(compilation.pipelines[0]!.document.spec.root.dag!.tasks!);
  return tasks.map(({ inputs }) => JSON.parse(String(inputs!.parameters!["text"]!.runtimeValue!.constant)));
}

test("destructuring, defaults and rests of known values are JavaScript's", async () => {
  const expected = PROGRAMS.map((program) => JSON.parse(JSON.stringify(new Function(`${program} return result;`)())));
  expect(await compiled(PROGRAMS)).toEqual(expected);
});

test("an enum has its names by number too, and `this` is no parameter", async () => {
  expect(await compiled(TYPED.map(([program]) => program))).toEqual(TYPED.map(([, result]) => result));
});
