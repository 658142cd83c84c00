import type { Report } from "@typeline/diagnostics";
import type { RuntimeInterface } from "@typeline/runtime";
import type { Program } from "../1-read/program.ts";
import type { Node } from "../1-read/syntax.ts";
import type { Capture } from "../2-analyze/captures.ts";

/** What one component's bundle is made of. */
export interface Entry {
  /** For messages and stack traces: the component's kebab-case name. */
  readonly name: string;
  /** What `fn` takes: `component`, inputs and context; `compute`, nothing. */
  readonly kind: "component" | "compute";
  /** The function expression or identifier that was given to `component(…)`, or to `compute(…)`; in the file it stands in. */
  readonly fn: Node;
  /**
   * Names that the function sees but its module's top level does not have: what `compute` captures, and known values of an
   * enclosing function.
   */
  readonly captures: readonly Capture[];
  /** What the runtime has to know: baked into the bundle, so a change of it changes the digest. */
  readonly interface: RuntimeInterface;
  /** Names of the npm packages that are installed when the task starts (the option `packages`), so not bundled: `sharp`, `@scope/name`. */
  readonly external: readonly string[];
}

export interface Bundle {
  /** One self-contained ES module, minified. */
  readonly code: string;
  /** sha256 of `code`, in hex. */
  readonly digest: string;
  /** `code`, gzipped, in base64; reproducible. */
  readonly encoded: string;
  /**
   * Its source map, reduced to the author's own files, in base64. It is no part of the code: a line more above a component moves all positions, and
   * must not change what the component is, or engines would run it again for nothing.
   */
  readonly map: string;
  /** What weighs in it, heaviest first. */
  readonly weights: readonly Weight[];
  /** Absolute paths of the files that it was made of, of npm packages too, but our own: when one changes, it may change. Sorted. */
  readonly inputs: readonly string[];
}

/** Bytes of minified code that one source brings into a bundle. */
export interface Weight {
  /** An npm package by its name, or an own file by its path from the program's root. */
  readonly name: string;
  readonly bytes: number;
}

/** Bundles all entries of a compilation at once. Missing modules are reported; the answer then has `undefined` at that place. */
export type BundleEntries = (
  program: Program,
  entries: readonly Entry[],
  report: Report,
  buildEnv?: (name: string) => string | undefined,
) => Promise<readonly (Bundle | undefined)[]>;
