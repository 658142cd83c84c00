import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkGraph, readDocument, writeDocument } from "@typeline/ir";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { TSCONFIG, temporaryProject } from "../1-read/samples/temporary-project.ts";
import { type CompiledPipeline, createCompiler } from "../index.ts";
import type { Call } from "./samples/containers.ts";
import { runDocument } from "./samples/interpreter.ts";
import { type Program, program } from "./samples/program.ts";
import { NoAnswer, type Outcome, runPlainly } from "./samples/reference.ts";
import { LIBRARY } from "./samples/stubs.ts";

/** How many programs are compared, and where the random numbers start: the same in every run, unless one hunts with others. */
const RUNS = Number(process.env["TYPELINE_MEANING_RUNS"] ?? 300);
const SEED = Number(process.env["TYPELINE_MEANING_SEED"] ?? 1);
const PER_FILE = 100;

const compiler = createCompiler();
afterAll(() => compiler.close());

const choices = fc.array(fc.nat({ max: 0xffff }), { minLength: 60, maxLength: 700, size: "max" });

/** A program and what plain JavaScript makes of it. */
interface Expected extends Program {
  readonly outcome: Outcome;
}

test("a compiled pipeline does what its TypeScript says", { timeout: 600_000 }, async () => {
  const root = temporaryProject({ "tsconfig.json": TSCONFIG });
  const tapes = fc.sample(choices, { seed: SEED, numRuns: RUNS });
  let compared = 0;
  for (let start = 0; start < tapes.length; start += PER_FILE) {
    const programs = tapes.slice(start, start + PER_FILE).flatMap((tape, index) => expected(program(tape, `b${index}`)));
    for (const [one, pipeline] of await compileAll(root, programs)) {
      await expectSame(one, pipeline);
      compared++;
    }
  }
  // What the generator writes is refused by TypeScript now and then (a name in its own initialiser), and by us nearly never.
  expect(compared, `seed ${SEED}`).toBeGreaterThan(RUNS * 0.9);
});

/** Compiles programs in one file. Those with an error are taken out, and the others compiled again: nothing is emitted beside an error. */
async function compileAll(root: string, programs: readonly Expected[]): Promise<[Expected, CompiledPipeline][]> {
  const path = join(root, "pipeline.ts");
  const text = LIBRARY + programs.map(({ source }) => source).join("\n");
  writeFileSync(path, text);
  const { pipelines, diagnostics } = await compiler.compile({ cwd: root, sources: [{ path: "pipeline.ts" }], env: {} }, [path]);
  const lines = diagnostics.filter(({ severity }) => severity === "error").map(({ location }) => location!.line);
  if (lines.length === 0) return programs.map((one) => [one, pipelines.find(({ exportName }) => exportName === one.name)!]);
  const refused = new Set(lines.map((line) => ownerOf(text.split("\n"), line)));
  const others = programs.filter(({ name }) => !refused.has(name));
  expect(others.length, `seed ${SEED}: ${JSON.stringify(diagnostics[0])}`).toBeLessThan(programs.length);
  return compileAll(root, others);
}

/** The program that a line belongs to; its nested pipelines, `b12n1`, stand before it. */
function ownerOf(lines: readonly string[], line: number): string | undefined {
  for (let at = line - 1; at >= 0; at--) {
    const name = /^(?:export )?const (b\d+)(?:n\d+)? = pipeline/.exec(lines[at]!)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}

/** The IR is sound, the same when it is read again, and does what plain JavaScript does: each stub is called with the same, and the outputs are the same. */
async function expectSame(one: Expected, { document }: CompiledPipeline): Promise<void> {
  const told = `seed ${SEED}\n${one.source}`;
  expect(checkGraph(document), told).toEqual([]);
  const { diagnostics, document: read } = readDocument(writeDocument(document), "pipeline.yaml");
  expect([diagnostics, read], told).toEqual([[], JSON.parse(JSON.stringify(document))]);
  const { calls, outputs } = await runDocument(document, new Map(Object.entries(JSON.parse(JSON.stringify(one.given)))));
  expect([...calls].sort(byPath), told).toEqual([...one.outcome.calls].sort(byPath));
  expect(soleOutput(Object.fromEntries(outputs.parameters)), told).toEqual(one.outcome.outputs);
}

const byPath = (a: Call, b: Call): number => (a.path < b.path ? -1 : 1);

/** A bare result is the output named `Output`; none is nothing. */
function soleOutput(outputs: Record<string, unknown>): unknown {
  const names = Object.keys(outputs);
  if (names.length === 0) return undefined;
  return names.length === 1 && names[0] === "Output" ? outputs["Output"] : outputs;
}

/** Nothing where plain JavaScript throws or makes values that cannot travel. */
function expected(one: Program): Expected[] {
  try {
    return [{ ...one, outcome: runPlainly(LIBRARY + one.source, one.name, one.given) }];
  } catch (error) {
    if (error instanceof NoAnswer) return [];
    throw error;
  }
}
