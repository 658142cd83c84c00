import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { brief, compileFiles } from "./samples/project.ts";

const IMPORTS = 'import { component, compute, pipeline } from "@typeline/dsl";\n';

/** Compiles a pipeline, runs the command of its first executor as a launcher does, and gives the output. */
async function outputOf(source: string, parameterValues: object, env: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const compilation = await compileFiles({ "pipeline.ts": IMPORTS + source }, { env });
  expect(brief(compilation)).toEqual([]);
  const [executor] = Object.values(compilation.pipelines[0]!.document.spec.deploymentSpec!.executors!);
  const { command = [], args = [] } = executor!.container!;
  const outputFile = join(compilation.root, "out/executor_output.json");
  const input = {
    inputs: { parameterValues },
    outputs: { parameters: { Output: { outputFile: join(compilation.root, "out/Output") } }, outputFile },
  };
  const words = [...command.slice(1), ...args].map((word) => (word === "{{$}}" ? JSON.stringify(input) : word));
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(readFileSync(outputFile, "utf8")).parameterValues.Output;
}

test("a captured function brings what it captures, and what that captures", async () => {
  const source = `export const p = pipeline(({ name, n }: { name: string; n: number }) => {
  const words = ["a", "b"];
  const joined = (text: string) => mark(text) + words.join(name);
  const mark = (text: string) => text + "!" + down(n);
  const down = (k: number): number => (k <= 0 ? 0 : down(k - 1));
  return compute(() => joined(name) + n);
});`;
  expect(await outputOf(source, { name: "x", n: 2 })).toBe("x!0axb2");
});

test("a captured function sees the names of its own place, not those of the compute", async () => {
  const source = `const make = (factor: number) => (x: number) => x * factor;
export const p = pipeline(({ n }: { n: number }) => {
  const factor = 100;
  const tenfold = make(10);
  return compute(() => tenfold(n) + factor);
});`;
  expect(await outputOf(source, { n: 2 })).toBe(120);
});

test("a component that a function makes brings local functions and constants", async () => {
  const source = `const multiplier = (factor: number, label: string) => {
  const format = (x: number) => label + ": " + x;
  return component(async ({ n }: { n: number }) => format(n * factor));
};
const triple = multiplier(3, "three");
export const p = pipeline(({ n }: { n: number }) => triple({ n }));`;
  expect(await outputOf(source, { n: 2 })).toBe("three: 6");
});

test.each([
  [
    "functions that call each other",
    "const even = (x: number): boolean => x === 0 || odd(x - 1);\nconst odd = (x: number): boolean => x !== 0 && even(x - 1);\nreturn compute(() => even(n));",
    "TL1203",
  ],
  ["an assignment in a captured function", "let count = 0;\nconst next = () => ++count;\nreturn compute(() => next() + n);", "TL1208"],
  ["an assignment by a pattern", "let count = 0;\nreturn compute(() => { [count] = [n]; return n; });", "TL1208"],
])("%s cannot be captured", async (_what, body, code) => {
  const compilation = await compileFiles({
    "pipeline.ts": `${IMPORTS}export const p = pipeline(({ n }: { n: number }) => {\n${body}\n});`,
  });
  expect(compilation.diagnostics.map((one) => one.code)).toEqual([code]);
});

test("a component's code has the variables of the build, not those of the task", async () => {
  const source = `import { buildEnv } from "@typeline/dsl";
const REGION = buildEnv("REGION", "nowhere");
const where = component(async () => REGION + "-" + buildEnv("ZONE", "a"));
export const p = pipeline(() => where());`;
  expect(await outputOf(source, {}, { REGION: "eu" })).toBe("eu-a");
});
