import { rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkDocument, readDocument, writeDocument } from "@typeline/ir";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { type Compilation, createCompiler } from "../index.ts";
import { Tape } from "../meaning/samples/tape.ts";
import type { Anatomy } from "./samples/anatomy.ts";
import { mutate } from "./samples/mutations.ts";
import { type Original, originals } from "./samples/originals.ts";
import { anatomies, copyOf } from "./samples/project.ts";
import { watch } from "./samples/watchdog.ts";

const USUAL = 300;
const COUNT = Number(process.env["TYPELINE_MUTANTS"] ?? USUAL);
const SEED = Number(process.env["TYPELINE_MUTANTS_SEED"] ?? 1);
/** TypeScript reads so many mutants at once. */
const PER_PROGRAM = 500;
/** Milliseconds that a mutant may take: a hundred times what one needs. */
const LIMIT = 20_000;

interface Mutant {
  /** Relative to the project. */
  readonly path: string;
  readonly text: string;
  /** What was done, to which file. */
  readonly told: string;
}

test("a mutant of a pipeline file compiles to a valid document or is refused at a place", { timeout: 3_600_000 }, async () => {
  const files = originals();
  const root = copyOf(files);
  const mutants = mutantsOf(files, anatomies(root, files));
  const watchdog = watch(LIMIT);
  onTestFinished(() => watchdog.stop());
  const problems: string[] = [];
  const counts = { compiled: 0, refusedByTypeScript: 0, refusedByUs: 0 };
  for (let start = 0; start < COUNT; start += PER_PROGRAM) {
    const batch = mutants.slice(start, start + PER_PROGRAM);
    for (const { path, text } of batch) writeFileSync(join(root, path), text);
    const compiler = createCompiler();
    for (const { path, text, told } of batch) {
      watchdog.step(`${text}\nseed ${SEED}, ${told}`);
      try {
        const compilation = await compiler.compile({ cwd: root, sources: [{ path }], env: {} }, []);
        counts[outcome(compilation)]++;
        problems.push(...problemsOf(compilation).map((problem) => `${problem}\n${told}\n${text}`));
      } catch (error) {
        problems.push(`${(error as Error).stack}\n${told}\n${text}`);
      }
    }
    await compiler.close();
    for (const { path } of batch) rmSync(join(root, path));
  }
  const told = `seed ${SEED}: ${JSON.stringify(counts)}`;
  console.log(told);
  expect(problems.length, `${told}\n${problems.slice(0, 20).join("\n\n")}`).toBe(0);
  // Each way has to be walked for the test to say something.
  for (const count of Object.values(counts)) expect(count, told).toBeGreaterThan(COUNT / 20);
});

/** Half of them are hidden from TypeScript's checker, so that our own rooms see what it would have refused. */
function mutantsOf(files: readonly Original[], parts: readonly Anatomy[]): Mutant[] {
  const [sound, wrong] = [false, true].map((isWrong) => files.flatMap((file, index) => (file.isWrong === isWrong ? [index] : [])));
  const tapes = fc.sample(fc.noBias(fc.array(fc.nat({ max: 0xffff }), { minLength: 60, maxLength: 60 })), { seed: SEED, numRuns: COUNT });
  return tapes.map((choices, number) => {
    const tape = new Tape(choices);
    const index = tape.pick(tape.chance(80) ? sound! : wrong!);
    const { text, done } = mutate(parts[index]!, tape);
    const { path } = files[index]!;
    return {
      path: join(dirname(path), `mutant-${number}.ts`),
      text: tape.chance(50) ? `// @ts-nocheck\n${text}` : text,
      told: `mutant ${number}, ${done.join(", ")}: ${path}`,
    };
  });
}

function outcome({ diagnostics }: Compilation) {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return "compiled";
  return errors[0]!.code.startsWith("TS") ? "refusedByTypeScript" : "refusedByUs";
}

function problemsOf({ diagnostics, pipelines }: Compilation): string[] {
  const unlocated = diagnostics.filter(({ location }) => !location || location.line < 1);
  const invalid = pipelines.flatMap(({ document }) => {
    const yaml = writeDocument(document);
    const read = readDocument(yaml, "pipeline.yaml");
    const found = [...checkDocument(document), ...read.diagnostics].map((problem) => JSON.stringify(problem));
    const same = read.document !== undefined && writeDocument(read.document) === yaml;
    return same || found.length > 0 ? found : ["the document is another one when it is read again"];
  });
  return [...unlocated.map(({ code, message }) => `${code} is at no place: ${message}`), ...invalid];
}
