import { readFileSync } from "node:fs";
import type { JournalEntry } from "./journal.ts";

/**
 * Lines of a journal, in order, for those who look at a run and do not go on with it: what is no whole line did not happen.
 *
 * @returns none where there is no journal
 */
export function readJournalLines(file: string): JournalEntry[] {
  const text = readIfThere(file);
  return text === undefined ? [] : text.split("\n").flatMap(parseLine);
}

function parseLine(line: string): JournalEntry[] {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && "type" in value ? [value as JournalEntry] : [];
  } catch {
    return [];
  }
}

/** The text of a file; `undefined` where it cannot be read. */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
