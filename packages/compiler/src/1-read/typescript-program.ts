import type { Diagnostic, Location, Report } from "@typeline/diagnostics";
import type { ArtifactType, Interface } from "../types/value-type.ts";
import { Declarations } from "./declarations.ts";
import { documentationOf } from "./documentation.ts";
import { Interfaces } from "./interfaces.ts";
import { locationOf } from "./locations.ts";
import type { Declaration, Program } from "./program.ts";
import type { SourceFiles } from "./source-files.ts";
import type { Node, SourceFile } from "./syntax.ts";
import { typeErrors } from "./type-errors.ts";

/** {@link Program} on TypeScript 7's API: each question answered by its own file of this room. */
export class TypeScriptProgram implements Program {
  readonly root: string;
  readonly jsonFiles: readonly string[];
  readonly #files: SourceFiles;
  readonly #declarations: Declarations;
  readonly #interfaces: Interfaces;
  readonly #close: () => void;

  constructor({ root, jsonFiles, files, close }: { root: string; jsonFiles: readonly string[]; files: SourceFiles; close: () => void }) {
    this.root = root;
    this.jsonFiles = jsonFiles;
    this.#files = files;
    this.#close = close;
    this.#declarations = new Declarations(files);
    this.#interfaces = new Interfaces(files, (path) => this.#declarations.isDslFile(path));
  }

  file(path: string): SourceFile | undefined {
    return this.#files.get(path);
  }

  typeErrors(files: readonly string[]): Diagnostic[] {
    return typeErrors(this.#files, files);
  }

  closure(path: string): readonly string[] {
    return this.#files.closure(path);
  }

  declarationOf(identifier: Node): Declaration | undefined {
    return this.#declarations.of(identifier);
  }

  exportsOf(file: SourceFile): ReadonlyMap<string, Declaration> {
    return this.#declarations.exportsOf(file);
  }

  interfacesOf(calls: readonly Node[], report: Report): readonly (Interface | undefined)[] {
    return this.#interfaces.ofCalls(calls, report);
  }

  outputsOf(fn: Node, report: Report): Pick<Interface, "outputs" | "bare"> | undefined {
    return this.#interfaces.outputsOf(fn, report);
  }

  artifactClass(expression: Node): ArtifactType | undefined {
    return this.#interfaces.artifactClass(expression);
  }

  documentationOf(declaration: Node): string | undefined {
    return documentationOf(declaration);
  }

  location(node: Node): Location {
    return locationOf(node);
  }

  text(node: Node): string {
    return node.getText();
  }

  close(): void {
    this.#close();
  }
}
