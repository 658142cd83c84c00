import type { Diagnostic } from "@typeline/diagnostics";
import { expect, test } from "vitest";
import { compileFiles } from "./samples/project.ts";
import { shapeOf } from "./samples/shape.ts";
import { COMPONENTS, LIBRARY, PIPELINES, TSCONFIG } from "./samples/silent.ts";

/*
 * What TypeScript accepts without a word, and people write in their first hour: each is defined, refused or warned about. The tables stand in
 * `samples/silent.ts`.
 */

/** What is told of each declaration of a text: the code and the text that it points at. */
function toldBy(diagnostics: readonly Diagnostic[], text: string): Map<string, string[]> {
  const lines = text.split("\n");
  const told = new Map<string, string[]>();
  for (const { code, location } of diagnostics) {
    const { line, column, endLine, endColumn } = location!;
    const shown = lines[line - 1]!.slice(column - 1, endLine === line ? endColumn - 1 : undefined);
    const name = lines
      .slice(0, line)
      .map((one) => /^export const (\w+)/.exec(one)?.[1])
      .findLast((one) => one !== undefined);
    told.set(name ?? text, [...(told.get(name ?? text) ?? []), `${code} ${shown}`]);
  }
  return told;
}

/** What is told of each row, in the form of the table. */
async function tell(rows: readonly (readonly [string, string])[]) {
  const text = LIBRARY + rows.map(([name, source]) => `export const ${name} = ${source}`).join("\n");
  const compilation = await compileFiles({ "tsconfig.json": TSCONFIG, "pipeline.ts": text });
  return { ...compilation, told: toldBy(compilation.diagnostics, text) };
}

const INPUTS = "{ a, flag, note, limit, list }: { a: number; flag?: boolean; note?: string; limit?: Int; list: number[] }";
const bodies = PIPELINES.map(([body, told, shape], index) => ({
  name: `p${index}`,
  body,
  source: `pipeline(${body.includes("await ") ? "async " : ""}(${INPUTS}) => {\nconst t = one({ n: a }), u = one({ n: 1 });\n${body}\n});`,
  told,
  shape,
}));

test("what a component says is refused, or warned about", async () => {
  const rows = COMPONENTS.filter(([, , told]) => told.length > 0);
  const calls: [string, string] = ["caller", "pipeline(() => {\nundeclaredEnv();\n});"];
  const { told } = await tell([...rows.map(([name, source]) => [name, source] as const), calls]);
  expect(rows.map(([name]) => [name, ...(told.get(name) ?? [])])).toEqual(rows.map(([name, , wanted]) => [name, ...wanted]));
});

test("what a component says otherwise has a meaning", async () => {
  const rows = COMPONENTS.filter(([, , told]) => told.length === 0);
  const calls = rows.map(([name, , , call]) => `${name}${call};`).join("\n");
  const all: [string, string] = ["all", `pipeline(({ data }: { data: Dataset }) => {\n${calls}\n});`];
  const { told, pipelines } = await tell([...rows.map(([name, source]) => [name, source] as const), all]);
  expect([...told]).toEqual([]);
  expect(pipelines).toHaveLength(1);
});

test("what a pipeline's body says is refused", async () => {
  const refused = bodies.filter(({ shape }) => shape === undefined);
  const { told, pipelines } = await tell(refused.map(({ name, source }) => [name, source]));
  expect(pipelines).toEqual([]);
  expect(refused.map(({ name, body }) => [body, ...(told.get(name) ?? [])])).toEqual(refused.map(({ body, told }) => [body, ...told]));
});

test("what a pipeline's body says otherwise has a meaning", async () => {
  const defined = bodies.filter(({ shape }) => shape !== undefined);
  const { told, pipelines } = await tell(defined.map(({ name, source }) => [name, source]));
  const shapes = new Map(pipelines.map(({ exportName, document }) => [exportName, shapeOf(document)]));
  const made = defined.map(({ name, body }) => [
    body,
    told.get(name) ?? [],
    shapes.get(name)?.replace(/^one\(n=a\); one-2\(n=1\)(; )?/, ""),
  ]);
  expect(made).toEqual(defined.map(({ body, told, shape }) => [body, told, shape]));
});
