import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
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
import { ancestors } from "./project.ts";

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

/**
 * Where a place of the source map is on this machine: its file is looked for from the compiled pipeline's folder upwards. A document may
 * come from anywhere, so nothing but TypeScript below one of these folders is shown.
 */
export function sourceOf(place: SourcePlace | undefined, compiled: string): Location | undefined {
  if (place === undefined || !/^(?!.*\.\.)[^/\\].*\.[cm]?ts$/.test(place.file)) return undefined;
  const found = ancestors(dirname(compiled))
    .map((folder) => resolve(folder, place.file))
    .find((path) => existsSync(path));
  return found === undefined ? undefined : locationOf(place, found);
}
