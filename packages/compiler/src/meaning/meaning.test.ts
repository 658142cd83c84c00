import { checkGraph, readDocument, writeDocument } from "@typeline/ir";
import { afterAll, expect, test } from "vitest";
import { TSCONFIG, temporaryProject } from "../1-read/samples/temporary-project.ts";
import { type CompiledPipeline, createCompiler } from "../index.ts";
import { compilePrograms } from "./samples/compile-programs.ts";
import type { Call } from "./samples/containers.ts";
import { differences } from "./samples/flow/compare.ts";
import { runDocument } from "./samples/interpreter.ts";
import { type Program, program } from "./samples/program.ts";
import { NoAnswer, type Outcome, runPlainly } from "./samples/reference.ts";
import { runs, SEED, tapes } from "./samples/seeds.ts";
import { LIBRARY } from "./samples/stubs.ts";

const RUNS = runs(300);
const PER_FILE = 100;

const compiler = createCompiler();
afterAll(() => compiler.close());

/** A program and what plain JavaScript makes of it. */
interface Expected extends Program {
  readonly outcome: Outcome;
}

test("a compiled pipeline does what its TypeScript says", { timeout: 600_000 }, async () => {
  const root = temporaryProject({ "tsconfig.json": TSCONFIG });
  const choices = tapes(RUNS, 60, 700);
  let compared = 0;
  for (let start = 0; start < choices.length; start += PER_FILE) {
    const programs = choices.slice(start, start + PER_FILE).flatMap((tape, index) => expected(program(tape, `b${index}`)));
    const { pipelines } = await compilePrograms(compiler, root, LIBRARY, programs);
    for (const [one, pipeline] of pipelines) await expectSame(one, pipeline);
    compared += pipelines.length;
  }
  // What the generator writes is refused by TypeScript now and then (a name in its own initialiser), and by us nearly never.
  expect(compared, `seed ${SEED}`).toBeGreaterThan(RUNS * 0.9);
});

/** The IR is sound, the same when it is read again, and does what plain JavaScript does: each stub is called with the same, and the outputs are the same. */
async function expectSame(one: Expected, { document }: CompiledPipeline): Promise<void> {
  const told = `seed ${SEED}\n${one.source}`;
  expect(checkGraph(document), told).toEqual([]);
  const { diagnostics, document: read } = readDocument(writeDocument(document), "pipeline.yaml");
  expect([diagnostics, read], told).toEqual([[], JSON.parse(JSON.stringify(document))]);
  const run = await runDocument(document, JSON.parse(JSON.stringify(one.given)));
  expect(differences(run, { outcome: one.outcome, most: one.outcome }), told).toEqual([]);
  // Tasks are named after their components, in the source's order. A list of constants after all is looped over by the graph.
  if (run.calls.some(({ path }) => path.includes("["))) return;
  expect([...run.calls].sort(byPath), told).toEqual([...one.outcome.calls].sort(byPath));
}

const byPath = (a: Call, b: Call): number => (a.path < b.path ? -1 : 1);

/** Nothing where plain JavaScript throws or makes values that cannot travel. */
function expected(one: Program): Expected[] {
  try {
    return [{ ...one, outcome: runPlainly(LIBRARY, one.source, one.name, one.given) }];
  } catch (error) {
    if (error instanceof NoAnswer) return [];
    throw error;
  }
}
