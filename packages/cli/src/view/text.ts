import { stripVTControlCharacters } from "node:util";
import truncatedWidth from "fast-string-truncated-width";

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

/** Columns that a text takes. */
export function widthOf(text: string): number {
  return truncatedWidth(text).width;
}

/** A text of at most so many columns; `…` stands for what was cut. */
export function truncate(text: string, columns: number): string {
  if (columns <= 0) return "";
  const { index, truncated, ellipsed } = truncatedWidth(text, { limit: columns, ellipsis: "…", ellipsisWidth: 1 });
  if (!truncated) return text;
  return ellipsed ? `${text.slice(0, index)}…` : text.slice(0, index);
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
