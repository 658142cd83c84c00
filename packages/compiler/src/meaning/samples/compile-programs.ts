import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "@typeline/diagnostics";
import type { CompiledPipeline, Compiler } from "../../index.ts";
import type { Program } from "./program.ts";

/** What became of programs. */
export interface Compiled<P extends Program> {
  readonly pipelines: readonly (readonly [P, CompiledPipeline])[];
  /** With the first error of each, which is TypeScript's (`TS2345`) or ours. */
  readonly refused: readonly (readonly [P, Diagnostic])[];
  /** Those on which the compiler itself fails, with what it throws. */
  readonly crashed: readonly (readonly [P, string])[];
}

/**
 * Compiles programs in one file, behind the library that they share. Those with an error are taken out, and the others compiled again: nothing is
 * emitted beside an error.
 */
export async function compilePrograms<P extends Program>(
  compiler: Compiler,
  root: string,
  library: string,
  programs: readonly P[],
): Promise<Compiled<P>> {
  try {
    return await compileTogether(compiler, root, library, programs);
  } catch (error) {
    const [first] = programs;
    if (programs.length < 2) return { pipelines: [], refused: [], crashed: first ? [[first, `${(error as Error).stack}`]] : [] };
    const middle = programs.length >> 1;
    const halves = [programs.slice(0, middle), programs.slice(middle)];
    const [a, b] = [await compilePrograms(compiler, root, library, halves[0]!), await compilePrograms(compiler, root, library, halves[1]!)];
    return {
      pipelines: [...a.pipelines, ...b.pipelines],
      refused: [...a.refused, ...b.refused],
      crashed: [...a.crashed, ...b.crashed],
    };
  }
}

async function compileTogether<P extends Program>(
  compiler: Compiler,
  root: string,
  library: string,
  programs: readonly P[],
): Promise<Compiled<P>> {
  const path = join(root, "pipeline.ts");
  const refused: (readonly [P, Diagnostic])[] = [];
  for (let left = programs; left.length > 0; ) {
    const text = library + left.map(({ source }) => source).join("\n");
    writeFileSync(path, text);
    const { pipelines, diagnostics } = await compiler.compile({ cwd: root, sources: [{ path: "pipeline.ts" }], env: {} }, [path]);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length === 0) {
      const found = (one: P): CompiledPipeline => pipelines.find(({ exportName }) => exportName === one.name)!;
      return { pipelines: left.map((one) => [one, found(one)] as const), refused, crashed: [] };
    }
    const lines = text.split("\n");
    const byName = new Map<string | undefined, Diagnostic>();
    for (const error of errors.toReversed()) byName.set(ownerOf(lines, error.location?.line ?? 0), error);
    const taken = left.filter(({ name }) => byName.has(name));
    if (taken.length === 0) throw new Error(`an error of no program: ${JSON.stringify(errors[0])}`);
    refused.push(...taken.map((one) => [one, byName.get(one.name)!] as const));
    left = left.filter((one) => !taken.includes(one));
  }
  return { pipelines: [], refused, crashed: [] };
}

/** The program that a line belongs to; its nested pipelines, `b12n1`, stand before it. */
function ownerOf(lines: readonly string[], line: number): string | undefined {
  for (let at = line - 1; at >= 0; at--) {
    const name = /^(?:export )?const (b\d+)(?:n\d+)? = pipeline/.exec(lines[at]!)?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}
