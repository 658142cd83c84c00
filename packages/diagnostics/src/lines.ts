import { readFileSync } from "node:fs";

/** Gives the text of a file, or `undefined` where it cannot be read. */
export type ReadSource = (file: string) => string | undefined;

/** Reads from the disk. */
export const readFromDisk: ReadSource = (file) => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
};

/** TypeScript also ends a line at U+2028 and U+2029, and its positions count them; YAML and JSON do not. */
function lineEnds(file: string): RegExp {
  return /\.(ya?ml|json)$/i.test(file) ? /\r\n|[\n\r]/g : /\r\n|[\n\r\u2028\u2029]/g;
}

const byteOrderMark = (text: string) => (text.startsWith("\uFEFF") ? 1 : 0);

/** The lines of a text without their ends. */
export function splitLines(text: string, file: string): string[] {
  return text.slice(byteOrderMark(text)).split(lineEnds(file));
}

/** The UTF-16 offset of the first character of each line. */
export function lineStarts(text: string, file: string): number[] {
  return [byteOrderMark(text), ...Array.from(text.matchAll(lineEnds(file)), (end) => end.index + end[0].length)];
}

/** The lines of a file by its path, or `undefined` where it cannot be read. */
export type LinesOf = (file: string) => readonly string[] | undefined;

/** Reads each file once: many diagnostics stand in one file. */
export function cachedLines(read: ReadSource): LinesOf {
  const known = new Map<string, readonly string[] | undefined>();
  return (file) => {
    if (!known.has(file)) {
      const text = read(file);
      known.set(file, text === undefined ? undefined : splitLines(text, file));
    }
    return known.get(file);
  };
}
