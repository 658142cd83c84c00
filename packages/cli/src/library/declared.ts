import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Declaration, declarationOf } from "@typeline/dsl/internal";
import type { PipelineDocument } from "@typeline/ir";

/** A component or a pipeline in its file. */
export interface Declared extends Declaration {
  /** Absolute path. */
  readonly file: string;
  /** The variable that holds it. */
  readonly name: string;
}

/**
 * Where a component or a pipeline is declared, and as what.
 *
 * @throws Error for a value that is neither, or that no variable holds
 */
export function declared(value: unknown): Declared {
  const place = declarationOf(value);
  if (place === undefined) throw new TypeError("this is neither a component nor a pipeline of Typeline");
  const file = place.file.startsWith("file:") ? fileURLToPath(place.file) : place.file;
  const before = readFileSync(file, "utf8").split("\n").slice(0, place.line);
  before.push((before.pop() ?? "").slice(0, place.column - 1));
  const name = [...before.join("\n").matchAll(/\b(?:const|let|var)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gu)].at(-1)?.[1];
  if (name === undefined) throw new Error(`${file}:${place.line}: export it as a variable of its own: \`export const name = …\``);
  return { ...place, file, name };
}

/** The keys of the components of a document that were made by a declaration: one that is used with several settings has several. */
export function componentKeys({ platforms }: PipelineDocument, root: string, { file, line, column }: Declared): string[] {
  const { files = [], components = {} } = platforms?.platforms.typeline?.config?.sources ?? {};
  return Object.entries(components).flatMap(([key, [index, atLine, atColumn]]) =>
    resolve(root, files[index] ?? "") === file && atLine === line && atColumn === column ? [key] : [],
  );
}
