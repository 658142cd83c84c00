import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { lastWords } from "./last-words.ts";

/** What Python itself writes. */
const python = (source: string): string => {
  const script = `python3 -c "$0" 2>&1 >/dev/null; true`;
  return execFileSync("sh", ["-c", script, source], { encoding: "utf8" });
};

test.each([
  ["an exception", "int('x')", "ValueError: invalid literal for int() with base 10: 'x'"],
  ["one whose message has lines", "raise ValueError('first\\n\\n  second')", "ValueError: first second"],
  ["one of one's own", "class Trouble(Exception): pass\nraise Trouble('deep')", "Trouble: deep"],
  ["one without a message", "raise KeyError", "KeyError"],
  ["one from another", "try:\n  1/0\nexcept Exception as e:\n  raise RuntimeError('outer') from e", "RuntimeError: outer"],
  ["an error of syntax", "x = = 1", "SyntaxError: invalid syntax"],
])("%s", (_, source, message) => {
  expect(lastWords(python(source))).toBe(message);
});

test.each([
  ["a program that only ends", "import sys; print('bye', file=sys.stderr); sys.exit(3)"],
  ["a program that says nothing", "raise SystemExit(3)"],
])("%s has no last words", (_, source) => {
  expect(lastWords(python(source))).toBeUndefined();
});

test("a long message is cut", () => {
  expect(lastWords(python("raise ValueError('x' * 5000)"))).toBe(`ValueError: ${"x".repeat(288)}…`);
});

test("a traceback that begins before what is known of it still has its last line", () => {
  expect(lastWords('  File "a.py", line 1, in f\n    g()\nOSError: [Errno 28] No space left on device\n')).toBe(
    "OSError: [Errno 28] No space left on device",
  );
});
