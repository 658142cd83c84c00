import type { Diagnostic, Location, Severity } from "./diagnostic.ts";
import { relativePath } from "./paths.ts";

/** A range in a file. Lines and columns count from 1, the end is exclusive; `file` is relative to the working folder. */
export interface JsonRange {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One diagnostic of `check --format json`. What has no place has `null` for each of its numbers and its file. */
export interface JsonDiagnostic extends Nullable<JsonRange> {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string | null;
  readonly related: readonly { readonly file: string; readonly line: number; readonly column: number; readonly message: string }[];
  readonly fixes: readonly { readonly title: string; readonly edits: readonly (JsonRange & { readonly text: string })[] }[];
}

type Nullable<T> = { readonly [K in keyof T]: T[K] | null };

const nowhere: Nullable<JsonRange> = { file: null, line: null, column: null, endLine: null, endColumn: null };

/** The diagnostics as plain values. */
export function toJson(diagnostics: readonly Diagnostic[], { cwd }: { readonly cwd: string }): JsonDiagnostic[] {
  const range = ({ file, line, column, endLine, endColumn }: Location): JsonRange => ({
    file: relativePath(file, cwd),
    line,
    column,
    endLine,
    endColumn,
  });
  return diagnostics.map(({ code, severity, message, help, location, related, fixes }) => ({
    code,
    severity,
    message,
    help: help ?? null,
    ...(location === undefined ? nowhere : range(location)),
    related: related.map(({ location: { file, line, column }, message: text }) => ({
      file: relativePath(file, cwd),
      line,
      column,
      message: text,
    })),
    fixes: fixes.map(({ title, edits }) => ({ title, edits: edits.map(({ location: at, text }) => ({ ...range(at), text })) })),
  }));
}

/** For programs: one array, empty when all is well, with a line end. */
export function formatJson(diagnostics: readonly Diagnostic[], options: { readonly cwd: string }): string {
  return `${JSON.stringify(toJson(diagnostics, options), null, 2)}\n`;
}
