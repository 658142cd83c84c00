import { isDeepStrictEqual } from "node:util";
import { checkGraph, findings, type PipelineDocument, readDocument, writeDocument } from "@typeline/ir";
import { afterAll, expect, test } from "vitest";
import { TSCONFIG, temporaryProject } from "../1-read/samples/temporary-project.ts";
import { type CompiledPipeline, createCompiler } from "../index.ts";
import { compilePrograms } from "./samples/compile-programs.ts";
import { RunnerEngine } from "./samples/engine/runner-engine.ts";
import { differences, differencesOnKfp, type Expectation } from "./samples/flow/compare.ts";
import { FLOW_LIBRARY } from "./samples/flow/library.ts";
import { type FlowProgram, flowProgram } from "./samples/flow/program.ts";
import { type Run, runDocument } from "./samples/interpreter.ts";
import { reduce } from "./samples/reduce.ts";
import { NoAnswer, runPlainly } from "./samples/reference.ts";
import { runs, SEED, tapes } from "./samples/seeds.ts";
import { LIBRARY as STRAIGHT } from "./samples/stubs.ts";

const LIBRARY = STRAIGHT + FLOW_LIBRARY;
const USUAL = 100;
const RUNS = runs(USUAL);
const PER_FILE = 50;

const compiler = createCompiler();
afterAll(() => compiler.close());

type Expected = FlowProgram & Expectation;

test("a compiled pipeline with control flow does what its TypeScript says", { timeout: 3_600_000 }, async () => {
  const root = temporaryProject({ "tsconfig.json": TSCONFIG });
  const choices = tapes(RUNS, 150, 900);
  const counts = { programs: 0, compared: 0, byTypeScript: 0, byUs: new Map<string, number>() };
  for (let start = 0; start < choices.length; start += PER_FILE) {
    const programs = choices
      .slice(start, start + PER_FILE)
      .flatMap((tape, index) => expected(flowProgram(tape, `b${start + index}`, (start + index) % 4 === 0)));
    const { pipelines, refused, crashed } = await compilePrograms(compiler, root, LIBRARY, programs);
    for (const [one, error] of crashed) expect.fail(await smallest(root, one, [error]));
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
  // TypeScript narrows what the generator knows nothing of; what we refuse of the rest is in the language's reference.
  expect(counts.byTypeScript, told).toBeLessThan(counts.programs * 0.1);
  expect(counts.compared, told).toBeGreaterThan((counts.programs - counts.byTypeScript) * 0.8);
});

/** Nothing where plain JavaScript throws or makes values that cannot travel. */
function expected(one: FlowProgram): Expected[] {
  try {
    const run = (failuresCount: boolean) => runPlainly(LIBRARY, one.source, one.name, one.given, failuresCount);
    const outcome = run(true);
    return [{ ...one, outcome, most: outcome.failed && !one.stopsDead ? run(false) : outcome }];
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
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(read)), JSON.parse(JSON.stringify(document))))
    return ["the document is another one when it is read again"];
  try {
    const given = JSON.parse(JSON.stringify(one.given)) as object;
    const run = await runDocument(document, given);
    const locally = await runDocument(document, given, (...parts) => new RunnerEngine(...parts));
    const found = [...differences(run, one), ...differences(locally, one).map((problem) => `locally: ${problem}`)];
    return found.length > 0
      ? found
      : [...(await unknownOnKfp(document, given, run, false)), ...(await unknownOnKfp(document, given, run, true))];
  } catch (error) {
    return [`${error}`];
  }
}

/** What is told of a pipeline although it does not change what it does, or only if something is in the cache, or not given. */
const OTHER = ["commands that take more than a workflow can hold"];
const OF_CACHE = "a choice among outputs of groups whose tasks may all end without running";
const OF_ABSENT = "an optional parameter without default, read inside of a group";

/** What KFP 2.17 does differently although its profile says nothing. */
async function unknownOnKfp(document: PipelineDocument, given: object, run: Run, isCached: boolean): Promise<string[]> {
  const inputs = Object.entries(document.spec.root.inputDefinitions?.parameters ?? {});
  const isAllGiven = inputs.every(([name, { defaultValue }]) => defaultValue !== undefined || Object.hasOwn(given, name));
  const meaningless = [...OTHER, ...(isCached ? [] : [OF_CACHE]), ...(isAllGiven ? [OF_ABSENT] : [])];
  const told = findings(document, "kfp").filter(({ severity, feature }) => severity !== "note" && !meaningless.includes(feature));
  if (told.length > 0) return [];
  const found = await differencesOnKfp(document, given, run, isCached);
  return found.map((one) => `KFP: ${one}`);
}

/** The smallest program that is found to be wrong in the same way, with what is wrong. */
async function smallest(root: string, one: Expected, found: readonly string[]): Promise<string> {
  const kind = (problem: string): string => problem.slice(0, 9);
  let last = found;
  const source = await reduce(one.source, async (text) => {
    const [smaller] = expected({ ...one, source: text });
    if (!smaller) return false;
    const { pipelines, crashed } = await compilePrograms(compiler, root, LIBRARY, [smaller]);
    const problems = crashed.length > 0 ? [crashed[0]![1]] : pipelines.length > 0 ? await compare(smaller, pipelines[0]![1]) : [];
    if (problems.length === 0 || kind(problems[0]!) !== kind(found[0]!)) return false;
    last = problems;
    return true;
  });
  return `seed ${SEED}\n${source}\ngiven ${JSON.stringify(one.given)}\n${last.join("\n")}`;
}
