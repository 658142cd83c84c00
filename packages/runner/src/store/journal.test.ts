import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { Journal, type JournalEntry, readJournal } from "./journal.ts";

let file: string;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), "typeline-journal-"));
  file = join(folder, "journal.jsonl");
  return () => rmSync(folder, { recursive: true, force: true });
});

const note = (message: string): JournalEntry => ({ type: "note", at: "2026-11-26T17:15:00.000Z", message });

function written(...messages: string[]): Buffer {
  const journal = new Journal(file);
  for (const message of messages) journal.append(note(message));
  journal.close();
  return readFileSync(file);
}

test("what was written is read, a line each", () => {
  const text = written("one", "two\nlines", "ü😀\u2028");
  expect(text.toString().split("\n")).toHaveLength(4);
  expect(readJournal(file)).toEqual({ entries: [note("one"), note("two\nlines"), note("ü😀\u2028")], bytes: text.length });
});

test("cut anywhere, it holds all lines that are whole, and goes on after them", () => {
  const whole = written("one", "zwölf", "three");
  fc.assert(
    fc.property(fc.nat({ max: whole.length }), (length) => {
      writeFileSync(file, whole.subarray(0, length));
      const { entries, bytes } = readJournal(file);
      const lines = whole.subarray(0, length).toString("latin1").split("\n").length - 1;
      expect(entries).toEqual([note("one"), note("zwölf"), note("three")].slice(0, lines));
      if (bytes === 0) return;
      const journal = new Journal(file, bytes);
      journal.append(note("later"));
      journal.close();
      expect(readJournal(file).entries).toEqual([...entries, note("later")]);
    }),
  );
});

test("a last line that is broken did not happen; one before it is an error", () => {
  const whole = written("one", "two");
  appendFileSync(file, '{"type":"no\n');
  expect(readJournal(file)).toEqual({ entries: [note("one"), note("two")], bytes: whole.length });
  appendFileSync(file, `${JSON.stringify(note("three"))}\n`);
  expect(() => readJournal(file)).toThrow("line 3 is no entry. Start a new run.");
});

test("a new journal takes no other's place", () => {
  written("one");
  expect(() => new Journal(file)).toThrow(`the journal ${file} cannot be opened`);
});

test("one that is not there", () => {
  expect(() => readJournal(`${file}x`)).toThrow(`the journal ${file}x cannot be read: it is not there.`);
});
