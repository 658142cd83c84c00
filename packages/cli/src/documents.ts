import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Diagnostic, diagnose, type Location, messages, relativePath } from "@typeline/diagnostics";
import { diagnoseProfile, type Engine, locate, locationOf, type PipelineDocument, readDocument, type SourcePlace } from "@typeline/ir";
import { ancestors, findBelow } from "./project.ts";

/**
 * What is wrong with compiled pipelines, ours or those of `kfp`: read, their graphs followed, and judged by the profile of an engine, or by
 * those of all.
 */
export function checkDocuments(files: readonly string[], cwd: string, target: Engine | undefined): Diagnostic[] {
  return files.flatMap((file) => [...readDocumentFile(file, cwd, target).diagnostics]);
}

/** A compiled pipeline, and what is wrong with it; `document` is missing where it cannot be read or does not hold together. */
export function readDocumentFile(
  file: string,
  cwd: string,
  target: Engine | undefined,
): { readonly document?: PipelineDocument; readonly diagnostics: readonly Diagnostic[] } {
  try {
    const read = readDocument(readFileSync(file, "utf8"), file);
    if (read.document === undefined) return { diagnostics: read.diagnostics };
    const { document } = read;
    const judged = diagnoseProfile(document, target, (finding) => sourceOf(locate(finding, document), file) ?? read.locate?.(finding));
    return { document, diagnostics: [...read.diagnostics, ...judged] };
  } catch (error) {
    return { diagnostics: [diagnose(messages.documentUnreadable({ file: relativePath(file, cwd), reason: (error as Error).message }))] };
  }
}

/** Where a place of the source map is on this machine: its file is looked for from the compiled pipeline's folder upwards. */
export function sourceOf(place: SourcePlace | undefined, compiled: string): Location | undefined {
  const found = place && findBelow(ancestors(dirname(compiled)), place.file);
  return found && locationOf(place, found.path);
}
