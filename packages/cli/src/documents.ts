import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Diagnostic, diagnose, type Location, messages, relativePath } from "@typeline/diagnostics";
import { diagnoseProfile, type Engine, locate, locationOf, readDocument, type SourcePlace } from "@typeline/ir";
import { ancestors } from "./project.ts";

/**
 * What is wrong with compiled pipelines, ours or those of `kfp`: read, their graphs followed, and judged by the profile of an engine, or by
 * those of all.
 */
export function checkDocuments(files: readonly string[], cwd: string, target: Engine | undefined): Diagnostic[] {
  return files.flatMap((file) => {
    try {
      return checkText(readFileSync(file, "utf8"), file, target);
    } catch (error) {
      return [diagnose(messages.documentUnreadable({ file: relativePath(file, cwd), reason: (error as Error).message }))];
    }
  });
}

function checkText(text: string, file: string, target: Engine | undefined): Diagnostic[] {
  const read = readDocument(text, file);
  if (read.document === undefined) return [...read.diagnostics];
  const { document } = read;
  const judged = diagnoseProfile(document, target, (finding) => sourceOf(locate(finding, document), file) ?? read.locate?.(finding));
  return [...read.diagnostics, ...judged];
}

/**
 * Where a place of the source map is on this machine: its file is looked for from the compiled pipeline's folder upwards. A document may
 * come from anywhere, so nothing but TypeScript below one of these folders is shown.
 */
function sourceOf(place: SourcePlace | undefined, compiled: string): Location | undefined {
  if (place === undefined || !/^(?!.*\.\.)[^/\\].*\.[cm]?ts$/.test(place.file)) return undefined;
  const found = ancestors(dirname(compiled))
    .map((folder) => resolve(folder, place.file))
    .find((path) => existsSync(path));
  return found === undefined ? undefined : locationOf(place, found);
}
