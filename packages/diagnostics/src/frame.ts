import type { Location } from "./diagnostic.ts";
import { type Cell, cells } from "./width.ts";

/** How a code frame is drawn. */
export interface FrameStyle {
  /** Put before every line. */
  readonly indent: string;
  /** Said after the mark. */
  readonly label?: string | undefined;
  /** Terminal columns that a source line may take; a longer one is shortened around its mark. */
  readonly width: number;
  readonly mark: (text: string) => string;
  readonly gutter: (text: string) => string;
}

/** Longer ranges show their first two and their last two lines. */
const wholeRange = 5;

/**
 * Draws the lines of a location with `~~~~` under the range. Empty where the lines do not exist, as when the file has changed
 * since.
 */
export function frame(location: Location, lines: readonly string[], style: FrameStyle): string[] {
  const shown = linesToShow(location, lines.length);
  const gutterWidth = String(Math.max(...shown.filter((line) => line !== "gap"), 0)).length;
  const last = shown.at(-1);
  return shown.flatMap((number) => {
    if (number === "gap") return [`${style.indent}${style.gutter("…".padStart(gutterWidth))}`];
    const text = lines[number - 1] ?? "";
    const { shortened, before, marked } = layOut(text, rangeInLine(location, number, text), style.width);
    const label = number === last && style.label ? ` ${style.label}` : "";
    return [
      `${style.indent}${style.gutter(String(number).padStart(gutterWidth))} ${shortened}`.trimEnd(),
      `${style.indent}${" ".repeat(gutterWidth + 1 + before)}${style.mark("~".repeat(marked))}${label}`,
    ];
  });
}

function linesToShow({ line, endLine, endColumn }: Location, count: number): (number | "gap")[] {
  if (line < 1 || line > count) return [];
  // A range that ends before the first character of a line does not touch that line.
  const end = Math.min(endLine > line && endColumn <= 1 ? endLine - 1 : endLine, count);
  if (end - line >= wholeRange) return [line, line + 1, "gap", end - 1, end];
  return Array.from({ length: Math.max(end - line, 0) + 1 }, (_, index) => line + index);
}

/** UTF-16 offsets of the part of a line that the location covers; never empty. */
function rangeInLine(location: Location, number: number, text: string): { start: number; end: number } {
  const firstVisible = text.length - text.trimStart().length;
  const start = number === location.line ? Math.min(location.column - 1, text.length) : firstVisible;
  const end = number === location.endLine ? Math.min(location.endColumn - 1, text.length) : text.trimEnd().length;
  return { start, end: Math.max(end, start + 1) };
}

/** The line as it is printed, and where on the terminal its mark begins and how long it is. */
function layOut(text: string, range: { start: number; end: number }, width: number): { shortened: string; before: number; marked: number } {
  const all = cells(nearby(text, range, width));
  const columnsUpTo = (offset: number) => sum(all.filter((cell) => cell.end <= offset));
  const before = columnsUpTo(range.start);
  const marked = Math.max(sum(all.filter((cell) => cell.end > range.start && cell.start < range.end)), 1);
  if (sum(all) <= width) return { shortened: all.map((cell) => cell.text).join(""), before, marked };

  const from = Math.max(0, before - Math.max(0, Math.floor((width - marked) / 2)));
  const window = slice(all, from, from + width);
  const head = window.from > 0 ? "…" : "";
  return {
    shortened: `${head}${window.text}${window.cut ? "…" : ""}`,
    before: before - window.from + head.length,
    marked: Math.max(1, Math.min(marked, width - (before - window.from))),
  };
}

/** A minified line of a megabyte is not taken apart as a whole: what stands far behind the mark is left out, what stands far before it becomes spaces. */
function nearby(text: string, { start }: { start: number }, width: number): string {
  const reach = width * 4;
  if (text.length <= reach * 4) return text;
  const from = Math.max(0, start - reach);
  return `${" ".repeat(from)}${text.slice(from, start + reach * 2)}`;
}

function slice(all: readonly Cell[], from: number, to: number): { text: string; from: number; cut: boolean } {
  let column = 0;
  let text = "";
  let first: number | undefined;
  let cut = false;
  for (const cell of all) {
    if (column >= from && column + cell.width <= to) {
      first ??= column;
      text += cell.text;
    } else if (column + cell.width > to) cut = true;
    column += cell.width;
  }
  return { text, from: first ?? from, cut };
}

const sum = (all: readonly Cell[]) => all.reduce((total, cell) => total + cell.width, 0);
