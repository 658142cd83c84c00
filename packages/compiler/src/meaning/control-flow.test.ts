import { isDeepStrictEqual } from "node:util";
import { checkGraph, readDocument, writeDocument } from "@typeline/ir";
import { afterAll, expect, test } from "vitest";
import { TSCONFIG, temporaryProject } from "../1-read/samples/temporary-project.ts";
import { type CompiledPipeline, createCompiler } from "../index.ts";
import { compilePrograms } from "./samples/compile-programs.ts";
import { differences, differencesOnKfp, type Expectation } from "./samples/flow/compare.ts";
import { FLOW_LIBRARY } from "./samples/flow/library.ts";
import { flowProgram } from "./samples/flow/program.ts";
import { runDocument } from "./samples/interpreter.ts";
import type { Program } from "./samples/program.ts";
import { reduce } from "./samples/reduce.ts";
import { NoAnswer, runPlainly } from "./samples/reference.ts";
import { runs, SEED, tapes } from "./samples/seeds.ts";
import { LIBRARY as STRAIGHT } from "./samples/stubs.ts";

const LIBRARY = STRAIGHT + FLOW_LIBRARY;
const USUAL = 120;
const RUNS = runs(USUAL);
const PER_FILE = 60;

const compiler = createCompiler();
afterAll(() => compiler.close());

type Expected = Program & Expectation;

test("a compiled pipeline with control flow does what its TypeScript says", { timeout: 3_600_000 }, async () => {
  const root = temporaryProject({ "tsconfig.json": TSCONFIG });
  const choices = tapes(RUNS, 150, 900);
  const counts = { programs: 0, compared: 0, byTypeScript: 0, byUs: new Map<string, number>() };
  for (let start = 0; start < choices.length; start += PER_FILE) {
    const programs = choices
      .slice(start, start + PER_FILE)
      .flatMap((tape, index) => expected(flowProgram(tape, `b${start + index}`, (start + index) % 4 === 0)));
    const { pipelines, refused } = await compilePrograms(compiler, root, LIBRARY, programs);
    for (const [one, pipeline] of pipelines) {
      const found = await compare(one, pipeline);
      if (found.length > 0) expect.fail(await smallest(root, one, found));
    }
    counts.programs += programs.length;
    counts.compared += pipelines.length;
    for (const [, { code }] of refused) {
      if (code.startsWith("TS")) counts.byTypeScript++;
      else counts.byUs.set(code, (counts.byUs.get(code) ?? 0) + 1);
    }
  }
  const told = `seed ${SEED}: ${JSON.stringify({ ...counts, byUs: Object.fromEntries(counts.byUs) })}`;
  if (RUNS > USUAL) console.log(told);
  // TypeScript narrows what the generator knows nothing of.
  expect(counts.byTypeScript, told).toBeLessThan(counts.programs * 0.1);
  expect(counts.compared, told).toBeGreaterThan(0);
});

/** Nothing where plain JavaScript throws or makes values that cannot travel. */
function expected(one: Program): Expected[] {
  try {
    const run = (failuresCount: boolean) => runPlainly(LIBRARY, one.source, one.name, one.given, failuresCount);
    const outcome = run(true);
    return [{ ...one, outcome, withoutFailures: outcome.failed ? run(false) : outcome }];
  } catch (error) {
    if (error instanceof NoAnswer) return [];
    throw error;
  }
}

/** What is wrong with a compiled program. */
async function compare(one: Expected, { document }: CompiledPipeline): Promise<string[]> {
  const { diagnostics, document: read } = readDocument(writeDocument(document), "pipeline.yaml");
  const problems = [...checkGraph(document), ...diagnostics].map((problem) => JSON.stringify(problem));
  if (problems.length > 0) return problems;
  if (!isDeepStrictEqual(read, JSON.parse(JSON.stringify(document)))) return ["the document is another one when it is read again"];
  try {
    const run = await runDocument(document, JSON.parse(JSON.stringify(one.given)));
    const found = differences(run, one);
    return found.length > 0 ? found : await differencesOnKfp(document, JSON.parse(JSON.stringify(one.given)), run);
  } catch (error) {
    return [`${error}`];
  }
}

/** The smallest program that is found to be wrong in the same way, with what is wrong. */
async function smallest(root: string, one: Expected, found: readonly string[]): Promise<string> {
  const kind = (problem: string): string => problem.slice(0, 9);
  let last = found;
  const source = await reduce(one.source, async (text) => {
    const [smaller] = expected({ ...one, source: text });
    if (!smaller) return false;
    try {
      const { pipelines } = await compilePrograms(compiler, root, LIBRARY, [smaller]);
      const problems = pipelines.length === 0 ? [] : await compare(smaller, pipelines[0]![1]);
      if (problems.length === 0 || kind(problems[0]!) !== kind(found[0]!)) return false;
      last = problems;
      return true;
    } catch {
      return false;
    }
  });
  return `seed ${SEED}\n${source}\ngiven ${JSON.stringify(one.given)}\n${last.join("\n")}`;
}
