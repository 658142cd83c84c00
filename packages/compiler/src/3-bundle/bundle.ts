import type { Json } from "@typeline/runtime";
import type { Report } from "@typeline/diagnostics";
import type { Program } from "../1-read/program.ts";
import type { Node } from "../1-read/syntax.ts";

/** What one component's bundle is made of. */
export interface Entry {
  /** For messages and stack traces: the component's kebab-case name. */
  readonly name: string;
  /** The function expression or identifier that was given to `component(…)`, or to `compute(…)`; in the file it stands in. */
  readonly fn: Node;
  /**
   * Names that the function sees but its module's top level does not have: what `compute` captures, and known values of an
   * enclosing function. `input`: the input of this name, or an object of inputs (`t.n`, `t.data` of a task `t`). `value`: a constant.
   */
  readonly captures: readonly Capture[];
  /** What the runtime has to know: baked into the bundle, so a change of it changes the digest. */
  readonly interface: RuntimeInterface;
}
export type Capture =
  | { readonly name: string; readonly input: string }
  | { readonly name: string; readonly inputs: Readonly<Record<string, string>> }
  | { readonly name: string; readonly value: Json | undefined };

/** Read by `@typeline/runtime`. */
export interface RuntimeInterface {
  /** The component's name, for messages. */
  readonly name: string;
  /** JSON Schema (the subset that `types/json-schema.ts` makes) of the parameter inputs, as one object with `properties` and `required`. */
  readonly inputs: Json;
  /** Names of the declared outputs. */
  readonly outputs: readonly string[];
  /** The function's result is the output named `Output`. */
  readonly bare: boolean;
  /** Names of the declared environment variables. */
  readonly env: readonly string[];
}

export interface Bundle {
  /** One self-contained ES module, minified, with its source map reduced to the author's own files. */
  readonly code: string;
  /** sha256 of `code`, in hex. */
  readonly digest: string;
  /** gzip, then base64; reproducible. */
  readonly encoded: string;
  /** What weighs in it, heaviest first: bytes of minified code for each npm package (by name) or own file. */
  readonly weights: readonly { readonly name: string; readonly bytes: number }[];
}

/** Bundles all entries of a compilation at once. Missing modules are reported; the answer then has `undefined` at that place. */
export type Bundler = (program: Program, entries: readonly Entry[], report: Report) => Promise<readonly (Bundle | undefined)[]>;
