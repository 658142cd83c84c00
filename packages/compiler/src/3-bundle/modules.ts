import { realpathSync } from "node:fs";
import type { Program } from "../1-read/program.ts";
import type { Node, SourceFile } from "../1-read/syntax.ts";
import type { Capture } from "../2-analyze/captures.ts";
import type { Entry } from "./bundle.ts";
import { type BuildEnv, type Lift, type LiftedModule, liftModule } from "./lift.ts";
import { DSL, importsOf } from "./makers.ts";

/** An own file that esbuild is given transformed. */
export interface Module extends LiftedModule {
  /** As esbuild knows it: without symbolic links. */
  readonly path: string;
  readonly file: SourceFile;
}

/**
 * Lifts the functions of all entries. Files that hold no entry but import the DSL are transformed too, since an entry's module may import
 * them: their components must be shaken off as well. By real path.
 */
export function liftModules(program: Program, entries: readonly Entry[], buildEnv: BuildEnv): ReadonlyMap<string, Module> {
  const lifts = new Map<SourceFile, Lift[]>();
  const lift = (wanted: Lift): void => {
    const file = wanted.fn.getSourceFile();
    const known = lifts.get(file) ?? [];
    if (!known.some(({ fn }) => fn === wanted.fn)) lifts.set(file, [...known, wanted]);
  };
  for (const { fn, captures } of entries) {
    lift({ fn, parameters: captures.map(({ name }) => name) });
    liftCaptured(captures, lift);
  }
  for (const file of [...lifts.keys()]) {
    for (const path of program.closure(file.fileName)) {
      const imported = program.file(path);
      if (imported && !lifts.has(imported) && importsOf(imported, DSL).length > 0) lifts.set(imported, []);
    }
  }
  const modules = new Map<string, Module>();
  for (const [file, wanted] of lifts) {
    const path = realpathSync(file.fileName);
    modules.set(path, { path, file, ...liftModule(file, wanted, buildEnv) });
  }
  return modules;
}

/** Lifts captured functions, and those that they capture. */
function liftCaptured(captures: readonly Capture[], lift: (wanted: Lift) => void): void {
  for (const capture of captures) {
    if (!("fn" in capture)) continue;
    const own = capture.captures ?? [];
    lift({ fn: capture.fn, parameters: own.map(({ name }) => name), self: capture.name });
    liftCaptured(own, lift);
  }
}

/** The module that a function was lifted in, and its name there. */
export function exportOf(modules: ReadonlyMap<string, Module>, fn: Node): { readonly path: string; readonly name: string } {
  for (const { path, exports } of modules.values()) {
    const name = exports.get(fn);
    if (name !== undefined) return { path, name };
  }
  throw new Error("a function was not lifted"); // Only for a function that `liftModules` was not given.
}
