import fc from "fast-check";
import { expect, test } from "vitest";
import type { Diagnostic } from "./diagnostic.ts";
import { formatPretty } from "./pretty.ts";
import { at, bare, full, source } from "./samples/diagnostics.ts";

const cwd = "/project";
const print = (diagnostic: Diagnostic, text: string | undefined, options: { width?: number; color?: boolean } = {}) =>
  formatPretty([diagnostic], { cwd, readSource: () => text, ...options });

/** The source line and the mark line of the only code frame. */
function frameOf(text: string, column: number, endColumn: number, width?: number): [string, string] {
  const lines = print({ ...bare, location: at(1, column, endColumn) }, text, width === undefined ? {} : { width }).split("\n");
  return [lines[2] ?? "", lines[3] ?? ""];
}

/** What stands over the mark, by terminal columns where every character is one wide. */
function overMark([line, mark]: [string, string]): string {
  return line.slice(mark.indexOf("~"), mark.lastIndexOf("~") + 1);
}

test("a diagnostic is printed with its place, its frame, its related places and its help", () => {
  expect(
    print(full, source),
  ).toBe(`src/pipeline.ts:3:34 - error TL2104: \`slugify(region)\` cannot run inside a pipeline: \`region\` is only known while the pipeline runs.

3     const c = fit({ data, label: slugify(region) });
                                   ~~~~~~~~~~~~~~~
  2   for (const region of regions) {
                 ~~~~~~ \`region\` is an item of this loop
   Move the call into a component, or write \`compute(() => slugify(region))\`.

Found 1 error.
`);
});

test("a diagnostic without a place is one line", () => {
  expect(print(bare, undefined)).toBe("warning TS5083: Cannot read file.\n\nFound 1 warning.\n");
});

test("nothing is printed for no diagnostics", () => {
  expect(formatPretty([], { cwd })).toBe("");
});

test("a file that cannot be read has no frame, and its related places are named", () => {
  expect(
    print(full, undefined),
  ).toBe(`src/pipeline.ts:3:34 - error TL2104: \`slugify(region)\` cannot run inside a pipeline: \`region\` is only known while the pipeline runs.
  src/pipeline.ts:2:14 \`region\` is an item of this loop
   Move the call into a component, or write \`compute(() => slugify(region))\`.

Found 1 error.
`);
});

test("a related place of another file is named before its frame", () => {
  const related = [{ location: at(1, 1, 9, 1, "/project/src/other.ts"), message: "declared here" }];
  expect(print({ ...bare, location: at(1, 1, 9), related }, source)).toContain(
    "\n  src/other.ts:1:1\n  1 pipeline(({ regions }) => {\n    ~~~~~~~~ declared here\n",
  );
});

test("the mark stands under the text behind tabs", () => {
  expect(overMark(frameOf("\t\tfit(bad);", 7, 10))).toBe("bad");
});

test("the mark leaves room for characters that are two columns wide", () => {
  const [line, mark] = frameOf('f("日本", bad)', 9, 12);
  expect(line).toBe('1 f("日本", bad)');
  // Two columns more than UTF-16 offsets say.
  expect(mark.indexOf("~")).toBe(line.indexOf("bad") + 2);
  expect(mark.trim()).toBe("~~~");
});

test("an emoji of several code points is two columns wide", () => {
  const family = "👩‍👩‍👧";
  const [, mark] = frameOf(`"${family}" bad`, family.length + 4, family.length + 7);
  expect(mark).toBe(`${" ".repeat(2 + 5)}~~~`);
  expect(frameOf(`"${family}" bad`, 2, 2 + family.length)[1]).toBe(`${" ".repeat(2 + 1)}~~`);
});

test("a byte order mark and CRLF do not move the mark", () => {
  expect(frameOf("\uFEFFfit(bad);\r\nnext", 5, 8)).toEqual(["1 fit(bad);", "      ~~~"]);
});

test("a line of a megabyte is shortened around its mark", () => {
  const text = `${"x".repeat(500_000)}BAD${"y".repeat(500_000)}`;
  const frame = frameOf(text, 500_001, 500_004, 60);
  expect(overMark(frame)).toBe("BAD");
  expect(frame[0].length).toBeLessThanOrEqual(64);
  expect(frame[0]).toMatch(/^1 …x+BADy+…$/);
});

test("a mark that is longer than the line may be is cut", () => {
  const [line, mark] = frameOf("x".repeat(1000), 1, 1001, 50);
  expect(line).toBe(`1 ${"x".repeat(50)}…`);
  expect(mark).toBe(`  ${"~".repeat(50)}`);
});

test("the mark stands under the marked characters of any printable line, at any width", () => {
  const line = fc.string({ unit: fc.constantFrom("a", "b", " ", "(", "="), minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(line, fc.nat(), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 40, max: 120 }), (text, place, length, width) => {
      const start = place % text.length;
      const end = Math.min(start + length, text.length);
      // An unmistakable stretch, of visible characters.
      const stretch = "X".repeat(end - start);
      const marked = overMark(frameOf(text.slice(0, start) + stretch + text.slice(end), start + 1, end + 1, width));
      expect(marked).toBe(stretch);
    }),
  );
});

test("a range over many lines shows its first two and its last two", () => {
  const text = Array.from({ length: 12 }, (_, index) => `  line${index + 1}`).join("\n");
  expect(print({ ...bare, location: at(2, 5, 4, 11) }, text)).toContain(`
 2   line2
       ~~~
 3   line3
     ~~~~~
 …
10   line10
     ~~~~~~
11   line11
     ~
`);
});

test("an empty range is marked by one character", () => {
  expect(frameOf("fit()", 5, 5)).toEqual(["1 fit()", "      ~"]);
});

test("a place behind the end of the file has no frame", () => {
  expect(print({ ...bare, location: at(99, 1, 2) }, "one line")).toBe(
    "src/pipeline.ts:99:1 - warning TS5083: Cannot read file.\n\nFound 1 warning.\n",
  );
});

test("what a terminal would obey is not sent to it", () => {
  const text = print({ ...bare, message: "a\u001b[2Jb", location: at(1, 1, 2) }, "x\u001b[31m\u202Ey");
  for (const character of ["\u001b", "\u202E"]) expect(text).not.toContain(character);
});

test("colours are there when they are wanted, and only then", () => {
  expect(print(full, source, { color: true })).toContain("\u001b[31merror\u001b[39m");
  expect(print(full, source)).not.toContain("\u001b");
});
