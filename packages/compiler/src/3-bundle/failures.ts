import { resolve } from "node:path";
import { type Diagnostic, diagnose, type Location, messages } from "@typeline/diagnostics";
import type { Message } from "esbuild";
import type { Program } from "../1-read/program.ts";
import { isStringLiteral, type Node, type SourceFile } from "../1-read/syntax.ts";
import type { Entry } from "./bundle.ts";
import type { Module } from "./modules.ts";
import type { NativePackage } from "./natives.ts";
import type { Origin } from "./origins.ts";

/** A module that esbuild did not find. */
export interface MissingModule {
  /** As written: `left-pad/lib`, `./data.json`. */
  readonly specifier: string;
  readonly message: Message;
}

/** The missing modules among esbuild's errors, each once. */
export function missingModules(errors: readonly Message[]): MissingModule[] {
  const missing = new Map<string, MissingModule>();
  for (const message of errors) {
    const quoted = /^Could not resolve ("(?:[^"\\]|\\.)*")/.exec(message.text)?.[1];
    if (quoted === undefined) continue;
    const specifier = JSON.parse(quoted) as string;
    if (!missing.has(specifier)) missing.set(specifier, { specifier, message });
  }
  return [...missing.values()];
}

/** Turns what esbuild says into diagnostics at places of the author's files. */
export class Failures {
  readonly #program: Program;
  readonly #modules: ReadonlyMap<string, Module>;
  readonly #root: string;
  readonly #originOf: (input: string) => Origin;

  constructor(program: Program, modules: ReadonlyMap<string, Module>, root: string, originOf: (input: string) => Origin) {
    this.#program = program;
    this.#modules = modules;
    this.#root = root;
    this.#originOf = originOf;
  }

  missing({ specifier, message }: MissingModule, entry: Entry): Diagnostic {
    const importer = this.#originOf(importerOf(message) ?? "");
    const module = specifier;
    if (importer.kind === "package") {
      return diagnose(
        messages.missingDependency({ component: entry.name, package: importer.name, module }),
        this.#program.location(entry.fn),
      );
    }
    const location = this.#importIn(message, specifier) ?? this.#program.location(entry.fn);
    if (/^\.{0,2}\//.test(specifier)) return diagnose(messages.missingFile({ component: entry.name, file: module }), location);
    return diagnose(messages.missingModule({ component: entry.name, module, package: packageOf(specifier) }), location);
  }

  native({ name, version }: NativePackage, entry: Entry): Diagnostic {
    const wanted = version === undefined ? name : `${name}@${version}`;
    return diagnose(messages.nativePackage({ component: entry.name, package: name, wanted }), this.#program.location(entry.fn));
  }

  /** Anything else that esbuild refuses: a syntax error in a library, a file of a kind that it does not know. */
  other(message: Message, entry: Entry): Diagnostic {
    const file = importerOf(message);
    const origin = this.#originOf(file ?? "");
    const what = origin.kind === "package" ? origin.name : origin.kind === "own" && file !== undefined ? origin.path : entry.name;
    const place = file !== undefined && origin.kind === "own" ? this.#place(message) : undefined;
    return diagnose(
      messages.cannotBundle({ component: entry.name, source: what, reason: message.text.replace(/\.$/, "") }),
      place ?? this.#program.location(entry.fn),
    );
  }

  #file(message: Message): SourceFile | undefined {
    const importer = importerOf(message);
    if (importer === undefined) return undefined;
    const path = resolve(this.#root, importer);
    return this.#modules.get(path)?.file ?? this.#program.file(path);
  }

  /** The module name in the import itself: lifting has moved what esbuild saw. */
  #importIn(message: Message, specifier: string): Location | undefined {
    const file = this.#file(message);
    const node = file && findLiteral(file, specifier);
    return node ? this.#program.location(node) : this.#place(message);
  }

  #place({ location }: Message): Location | undefined {
    if (!location) return undefined;
    const file = resolve(this.#root, location.file);
    const column = characters(location.lineText, location.column) + 1;
    const endColumn = characters(location.lineText, location.column + location.length) + 1;
    return { file, line: location.line, column, endLine: location.line, endColumn: Math.max(endColumn, column + 1) };
  }
}

/** The importing file, as esbuild names it; of a module between, the author's. */
function importerOf({ location }: Message): string | undefined {
  return location?.file.replace(/\.[cm]ts\?typeline-import=\d+$/, "");
}

function findLiteral(file: SourceFile, text: string): Node | undefined {
  const visit = (node: Node): Node | undefined => (isStringLiteral(node) && node.text === text ? node : node.forEachChild(visit));
  return visit(file);
}

/** esbuild counts bytes of UTF-8; we, UTF-16 code units. */
function characters(line: string, bytes: number): number {
  return Buffer.from(line).subarray(0, bytes).toString().length;
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
