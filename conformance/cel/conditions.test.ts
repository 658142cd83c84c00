import { compile } from "@typeline/compiler";
import { evaluateCondition, evaluateSelector } from "@typeline/ir";
import { beforeAll, expect, test } from "vitest";
import { type Compiled, compileConditions } from "./compiled.mjs";
import { conditions, type Row } from "./conditions.mjs";
import { samplesOf } from "./inputs.mjs";
import { inJavaScript, marked } from "./source.mjs";
import { runs } from "./verdict.mjs";

const rows: Row[] = conditions.map((row) => (typeof row === "string" ? { condition: row } : row));
const exact = rows.filter(({ refused }) => refused === undefined).map(({ condition }) => condition);
const evaluator = { condition: evaluateCondition, selector: evaluateSelector };

let compiled: Compiled;
beforeAll(async () => {
  compiled = await compileConditions(
    rows.map(({ condition }) => condition),
    compile,
  );
});

test("each condition stands in the table once, and is refused if the table says so", () => {
  expect(new Set(rows.map(({ condition }) => condition)).size).toBe(rows.length);
  const refused = new Map(rows.flatMap(({ condition, refused }) => (refused === undefined ? [] : [[condition, refused] as const])));
  expect(Object.fromEntries(compiled.refused)).toEqual(Object.fromEntries(refused));
});

/** What JavaScript says of each sample, and what the compiled condition says. */
function verdictsOf(condition: string) {
  const spec = compiled.specs.get(condition)!;
  const javascript = inJavaScript(condition);
  return samplesOf(condition).map((inputs) => ({
    inputs,
    javascript: javascript(inputs),
    verdict: runs(spec, marked, inputs, evaluator),
  }));
}

test.each(exact)("`if (%s)` means what JavaScript says", (condition) => {
  const wrong = verdictsOf(condition).filter(({ javascript, verdict }) => verdict.error !== undefined || verdict.value !== javascript);
  expect(wrong).toEqual([]);
});
