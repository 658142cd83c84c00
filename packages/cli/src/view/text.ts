import { stripVTControlCharacters } from "node:util";
import { eastAsianWidth } from "get-east-asian-width";

/** One line of what a task wrote, as a terminal may show it: without colours and control characters, after the last carriage return. */
export function cleanLine(line: string): string {
  const shown = stripVTControlCharacters(line.slice(line.lastIndexOf("\r", line.length - 2) + 1));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal.
  return shown.replaceAll("\t", "    ").replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, "");
}

/** A message of any origin on one line. */
export function oneLine(text: string): string {
  return cleanLine(text.trim().replaceAll(/\s*\n\s*/g, " "));
}

/** Columns that a text without control characters takes. */
export function widthOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += widthOfGrapheme(segment);
  return width;
}

/** A text of at most so many columns; `…` stands for what was cut. */
export function truncate(text: string, columns: number): string {
  if (columns <= 0) return "";
  if (text.length <= columns && ASCII.test(text)) return text;
  let width = 0;
  /** Where the text is cut if it does not fit, with a column left for the sign. */
  let cut = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    width += widthOfGrapheme(segment);
    if (width <= columns - 1) cut = index + segment.length;
    if (width > columns) return `${text.slice(0, cut)}…`;
  }
  return text;
}

const ASCII = /^[ -~]*$/;
const graphemes = new Intl.Segmenter();

/** What people see as one character: an emoji, a letter with its marks. */
function widthOfGrapheme(grapheme: string): number {
  if (/^[\p{Mark}\p{Format}]+$/u.test(grapheme)) return 0;
  return /^\p{Emoji_Presentation}|\ufe0f/u.test(grapheme) ? 2 : eastAsianWidth(grapheme.codePointAt(0)!);
}

/** A text filled with spaces to so many columns. */
export function pad(text: string, columns: number): string {
  return text + " ".repeat(Math.max(columns - widthOf(text), 0));
}

/** `12 ms`, `3.4 s`, `2 m 05 s`, `1 h 02 m`. */
export function formatElapsed(milliseconds: number): string {
  const whole = Math.max(Math.round(milliseconds), 0);
  if (whole < 100) return `${whole} ms`;
  if (whole < 59_950) return `${(whole / 1000).toFixed(1)} s`;
  const seconds = Math.round(whole / 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))} m`;
}

/** `1 task`, `2 tasks`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
