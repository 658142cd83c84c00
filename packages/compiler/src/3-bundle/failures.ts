import { dirname, join, resolve } from "node:path";
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
  /** Which module is meant: the same name may be found from one folder and not from another. */
  readonly id: string;
  readonly message: Message;
}

/** @param folder of the importing file, absolute */
export function missingId(folder: string, specifier: string): string {
  return join(folder, specifier);
}

/** The missing modules among esbuild's errors, each once. */
export function missingModules(errors: readonly Message[], root: string): MissingModule[] {
  const missing = new Map<string, MissingModule>();
  for (const message of errors) {
    const quoted = /^Could not resolve ("(?:[^"\\]|\\.)*")/.exec(message.text)?.[1];
    if (quoted === undefined) continue;
    const specifier = JSON.parse(quoted) as string;
    const id = missingId(dirname(resolve(root, importerOf(message) ?? "")), specifier);
    if (!missing.has(id)) missing.set(id, { specifier, id, message });
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
    const location = this.#place(message) ?? this.#program.location(entry.fn);
    if (/^\.{0,2}\//.test(specifier)) return diagnose(messages.missingFile({ component: entry.name, file: module }), location);
    return diagnose(messages.missingModule({ component: entry.name, module, package: packageOf(specifier) }), location);
  }

  native({ name, version }: NativePackage, entry: Entry): Diagnostic {
    const wanted = version === undefined ? name : `${name}@${version}`;
    return diagnose(messages.nativePackage({ component: entry.name, package: name, wanted }), this.#program.location(entry.fn));
  }

  /** Anything else that esbuild refuses: a syntax error in a library, a file of a kind that it does not know. */
  other(message: Message, entry: Entry): Diagnostic {
    const origin = this.#originOf(importerOf(message) ?? "");
    const source = origin.kind === "package" ? origin.name : origin.kind === "own" && message.location ? origin.path : entry.name;
    const place = origin.kind === "own" ? this.#place(message) : undefined;
    const reason = message.text.replace(/\.$/, "");
    return diagnose(messages.cannotBundle({ component: entry.name, source, reason }), place ?? this.#program.location(entry.fn));
  }

  /** In a file that was lifted, esbuild saw another text: there only an import can be found again, by its text. */
  #place(message: Message): Location | undefined {
    const { location } = message;
    const importer = importerOf(message);
    if (!location || importer === undefined) return undefined;
    const path = resolve(this.#root, importer);
    const quoted = Buffer.from(location.lineText)
      .subarray(location.column, location.column + location.length)
      .toString();
    const lifted = this.#modules.get(path)?.file;
    if (lifted) return /^(["']).*\1$/.test(quoted) ? this.#importIn(lifted, quoted.slice(1, -1)) : undefined;
    const column = characters(location.lineText, location.column) + 1;
    return { file: path, line: location.line, column, endLine: location.line, endColumn: column + Math.max(quoted.length, 1) };
  }

  #importIn(file: SourceFile, specifier: string): Location | undefined {
    const find = (node: Node): Node | undefined => (isStringLiteral(node) && node.text === specifier ? node : node.forEachChild(find));
    const found = find(file);
    return found && this.#program.location(found);
  }
}

/** The importing file, as esbuild names it; of a module between, the author's. */
function importerOf({ location }: Message): string | undefined {
  return location?.file.replace(/\.[cm]ts\?typeline-import=\d+$/, "");
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
