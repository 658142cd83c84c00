import type { Diagnostic, Edit, Fix } from "./diagnostic.ts";
import { lineStarts, type ReadSource, readFromDisk } from "./lines.ts";

/** What {@link applyFixes} would write. Nothing is written by it. */
export interface FixedFiles {
  /** New texts by absolute path; only files that change. */
  readonly files: ReadonlyMap<string, string>;
  /** Diagnostics that a fix was taken of. */
  readonly applied: readonly Diagnostic[];
  /** Diagnostics whose fix touches text that an earlier one replaces, or that cannot be read: run again. */
  readonly skipped: readonly Diagnostic[];
}

interface Replacement {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Takes the first fix of every diagnostic, all its edits or none. One that overlaps with an earlier one is skipped; the same
 * edit wanted twice (an import that two fixes add) is made once.
 */
export function applyFixes(diagnostics: readonly Diagnostic[], readSource: ReadSource = readFromDisk): FixedFiles {
  const texts = new Map<string, string | undefined>();
  const textOf = (file: string) => {
    if (!texts.has(file)) texts.set(file, readSource(file));
    return texts.get(file);
  };
  const accepted: Replacement[] = [];
  const applied: Diagnostic[] = [];
  const skipped: Diagnostic[] = [];
  for (const diagnostic of diagnostics) {
    const [fix] = diagnostic.fixes;
    if (fix === undefined) continue;
    const wanted = replacementsOf(fix, textOf);
    if (wanted === undefined || wanted.some((one) => accepted.some((other) => conflict(one, other)))) skipped.push(diagnostic);
    else {
      accepted.push(...wanted.filter((one) => !accepted.some((other) => same(one, other))));
      applied.push(diagnostic);
    }
  }
  const files = new Map<string, string>();
  for (const file of new Set(accepted.map((one) => one.file))) {
    const before = textOf(file) ?? "";
    const after = rewrite(
      before,
      accepted.filter((one) => one.file === file),
    );
    if (after !== before) files.set(file, after);
  }
  return { files, applied, skipped };
}

/** `undefined` where a place does not exist in the text, or where the fix contradicts itself. */
function replacementsOf(fix: Fix, textOf: ReadSource): Replacement[] | undefined {
  const wanted: Replacement[] = [];
  for (const edit of fix.edits) {
    const replacement = replacementOf(edit, textOf(edit.location.file));
    if (replacement === undefined || wanted.some((other) => conflict(replacement, other))) return undefined;
    if (!wanted.some((other) => same(replacement, other))) wanted.push(replacement);
  }
  return wanted;
}

function replacementOf({ location, text }: Edit, source: string | undefined): Replacement | undefined {
  if (source === undefined) return undefined;
  const starts = lineStarts(source, location.file);
  const offset = (line: number, column: number) => {
    const start = starts[line - 1];
    return start === undefined ? undefined : start + column - 1;
  };
  const start = offset(location.line, location.column);
  const end = offset(location.endLine, location.endColumn);
  if (start === undefined || end === undefined || start > end || end > source.length) return undefined;
  return { file: location.file, start, end, text };
}

const same = (a: Replacement, b: Replacement) => a.file === b.file && a.start === b.start && a.end === b.end && a.text === b.text;

/** Two replacements share text, or one inserts inside of the other. Two insertions at one point keep their order. */
function conflict(a: Replacement, b: Replacement): boolean {
  if (a.file !== b.file || same(a, b)) return false;
  return a.start < b.end && b.start < a.end;
}

/** A stable sort by place; an insertion comes before a replacement that begins at the same point. */
function rewrite(text: string, replacements: readonly Replacement[]): string {
  let result = "";
  let position = 0;
  for (const { start, end, text: inserted } of [...replacements].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(position, start) + inserted;
    position = end;
  }
  return result + text.slice(position);
}
