import { readFileSync } from "node:fs";
import type { JsonValue } from "@typeline/ir";
import type { RunEvent } from "../events.ts";
import type { CacheFacts } from "./stored-run.ts";

/** A line of a journal: an event, with what only the journal knows of it. */
export type JournalLine = RunEvent & { readonly inputs?: Readonly<Record<string, JsonValue>>; readonly cache?: CacheFacts };

/**
 * Lines of a journal, in order. A run that was killed may have cut the last one: what is no whole line did not happen.
 *
 * @returns none where there is no journal
 */
export function readJournal(file: string): JournalLine[] {
  const text = readIfThere(file);
  return text === undefined ? [] : text.split("\n").flatMap(parseLine);
}

function parseLine(line: string): JournalLine[] {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && "type" in value ? [value as JournalLine] : [];
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
