import type { Location, Report } from "@typeline/diagnostics";
import type { Interface, ValueType } from "../types/value-type.ts";
import type { Node, SourceFile } from "./syntax.ts";

/**
 * The TypeScript program, behind the questions that the other rooms ask. Everything that knows TypeScript's API is in this room.
 * Asking crosses a process boundary (about 0.1 ms), so answers are cached and lists are asked at once.
 */
export interface Program {
  /** The folder of the tsconfig, else the working folder. Paths in outputs are relative to it. */
  readonly root: string;
  /** JSON files that it depends on: `tsconfig.json`, what that extends, data that is imported. Absolute paths. */
  readonly jsonFiles: readonly string[];
  /** A parsed file of the program, by absolute path. */
  file(path: string): SourceFile | undefined;
  /** TypeScript's own errors in these files and in the own (not `node_modules`) files that they import, transitively; code `TS2322`. */
  typeErrors(files: readonly string[]): import("@typeline/diagnostics").Diagnostic[];
  /** The own source files that this file imports, transitively, itself first. */
  closure(path: string): readonly string[];
  /** What an identifier (or `ns.name`, or an import specifier) stands for, imports and re-exports followed. */
  declarationOf(identifier: Node): Declaration | undefined;
  /** The exported declarations of a module: name → what it stands for, re-exports followed. `default` is a name too. */
  exportsOf(file: SourceFile): ReadonlyMap<string, Declaration>;
  /**
   * The interface of what `component(…)`, `container(…)`, `python(…)`, `pipeline(…)` calls make: the two type arguments of `Component<I, O>`.
   * Problems (a `Date` input, a `Map` output) are reported at the property's declaration, one for each; then the answer is `undefined`.
   */
  interfacesOf(calls: readonly Node[], report: Report): readonly (Interface | undefined)[];
  /** What a function returns, promises unwrapped: as the outputs of a component. For `compute`. */
  outputsOf(fn: Node, report: Report): Pick<Interface, "outputs" | "bare"> | undefined;
  /** The class of an artifact (`Dataset`, `Dataset<Row[]>`, one of the author's) given as an expression, for `importArtifact`. */
  artifactClass(expression: Node): (ValueType & { kind: "artifact" }) | undefined;
  /** TSDoc before a declaration, without its tags. */
  documentationOf(declaration: Node): string | undefined;
  location(node: Node): Location;
  text(node: Node): string;
  close(): void;
}

export type Declaration =
  /** A name of `@typeline/dsl`: `component`, `Dataset`… */
  | { readonly kind: "dsl"; readonly name: string }
  /** A declaration in a source file: VariableDeclaration, FunctionDeclaration, EnumDeclaration, ClassDeclaration, ImportedNamespace… */
  | { readonly kind: "source"; readonly node: Node; readonly file: SourceFile }
  /** `import * as ns`: a module. */
  | { readonly kind: "module"; readonly file: SourceFile }
  /** `import x from "./x.json"`, or with `{ type: "json" | "text" }`: absolute path of the file. */
  | { readonly kind: "data"; readonly path: string; readonly format: "json" | "text" }
  /** Something declared in a library or in TypeScript's own lib: only its type is known. */
  | { readonly kind: "library"; readonly module: string; readonly name: string }
  /** `Math`, `JSON`, `console`: not declared in any module. */
  | { readonly kind: "global"; readonly name: string };
