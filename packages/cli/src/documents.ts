import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Diagnostic, diagnose, type Location, messages, relativePath } from "@typeline/diagnostics";
import {
  diagnoseProfile,
  type Engine,
  type Finding,
  locate,
  locationOf,
  type PipelineDocument,
  readDocument,
  type SourcePlace,
} from "@typeline/ir";
import { ancestors, findBelow } from "./project.ts";

/** A compiled pipeline, ours or one of `kfp`, as it was read. */
export interface CompiledDocument {
  /** Absolute path. */
  readonly file: string;
  readonly document: PipelineDocument;
  /** Where something is said that a finding is about. */
  readonly locate: (finding: Finding) => Location | undefined;
}

/** Compiled pipelines that can be read, and what is wrong with them, judged by the profile of an engine, or by those of all. */
export interface DocumentReading {
  readonly documents: readonly CompiledDocument[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What is wrong with compiled pipelines: read, their graphs followed, and judged. */
export function checkDocuments(files: readonly string[], cwd: string, target: Engine | undefined): Diagnostic[] {
  return [...readDocuments(files, cwd, target).diagnostics];
}

/** Reads compiled pipelines, and judges them. */
export function readDocuments(files: readonly string[], cwd: string, target: Engine | undefined): DocumentReading {
  const documents: CompiledDocument[] = [];
  const diagnostics = files.flatMap((file) => {
    try {
      const read = readDocument(readFileSync(file, "utf8"), file);
      if (read.document === undefined) return read.diagnostics;
      const { document } = read;
      const locateIn = (finding: Finding) => sourceOf(locate(finding, document), file) ?? read.locate?.(finding);
      documents.push({ file, document, locate: locateIn });
      return [...read.diagnostics, ...diagnoseProfile(document, target, locateIn)];
    } catch (error) {
      return [diagnose(messages.documentUnreadable({ file: relativePath(file, cwd), reason: (error as Error).message }))];
    }
  });
  return { documents, diagnostics };
}

/** A compiled pipeline, and what is wrong with it; `document` is missing where it cannot be read or does not hold together. */
export function readDocumentFile(
  file: string,
  cwd: string,
  target: Engine | undefined,
): { readonly document?: PipelineDocument; readonly diagnostics: readonly Diagnostic[] } {
  const { documents, diagnostics } = readDocuments([file], cwd, target);
  return { ...(documents[0] && { document: documents[0].document }), diagnostics };
}

/** Where a place of the source map is on this machine: its file is looked for from the compiled pipeline's folder upwards. */
export function sourceOf(place: SourcePlace | undefined, compiled: string): Location | undefined {
  const found = place && findBelow(ancestors(dirname(compiled)), place.file);
  return found && locationOf(place, found.path);
}
