import fc from "fast-check";
import { expect, test } from "vitest";
import type { Diagnostic } from "./diagnostic.ts";
import { applyFixes } from "./fixes.ts";
import { at, bare, full, source } from "./samples/diagnostics.ts";

const file = "/project/src/pipeline.ts";

/** A diagnostic that wants columns of the first line replaced. */
function replacing(...edits: [column: number, endColumn: number, text: string][]): Diagnostic {
  return {
    ...bare,
    fixes: [{ title: "fix", edits: edits.map(([column, endColumn, text]) => ({ location: at(1, column, endColumn), text })) }],
  };
}

const fixed = (text: string, ...diagnostics: Diagnostic[]) => applyFixes(diagnostics, () => text);

test("all edits of a fix are made", () => {
  const { files, applied, skipped } = fixed(source, full);
  expect(files.get(file)).toBe(source.replace("slugify(region)", "compute(() => slugify(region))"));
  expect([applied, skipped]).toEqual([[full], []]);
});

test("of two fixes that overlap the first is made, the second is left for another round", () => {
  const first = replacing([1, 4, "A"]);
  const second = replacing([3, 6, "B"], [7, 8, "C"]);
  const { files, skipped } = fixed("abcdefgh", first, second);
  expect(files.get(file)).toBe("Adefgh");
  expect(skipped).toEqual([second]);
});

test("neighbours do not overlap", () => {
  expect(fixed("abcdef", replacing([3, 5, "B"]), replacing([1, 3, "A"])).files.get(file)).toBe("ABef");
});

test("an insertion inside of a replacement is an overlap, at its border it is not", () => {
  expect(fixed("abcdef", replacing([1, 5, "A"]), replacing([3, 3, "+"])).skipped).toHaveLength(1);
  expect(fixed("abcdef", replacing([1, 5, "A"]), replacing([5, 5, "+"])).files.get(file)).toBe("A+ef");
});

test("the same edit wanted twice is made once", () => {
  const { files, applied } = fixed("f()", replacing([1, 1, "import x;\n"], [3, 3, "a"]), replacing([1, 1, "import x;\n"]));
  expect(files.get(file)).toBe("import x;\nf(a)");
  expect(applied).toHaveLength(2);
});

test("a place that does not exist any more is skipped, and nothing is written", () => {
  const { files, skipped } = fixed("ab", replacing([50, 60, "x"]));
  expect(files.size).toBe(0);
  expect(skipped).toHaveLength(1);
});

test("a file that cannot be read is skipped", () => {
  expect(applyFixes([full], () => undefined).skipped).toEqual([full]);
});

test("CRLF, a byte order mark and U+2028 keep their places", () => {
  const text = "\uFEFF// a\r\nx\u2028fit(old)\n";
  const fix = { title: "fix", edits: [{ location: at(3, 5, 8), text: "new" }] };
  expect(fixed(text, { ...bare, fixes: [fix] }).files.get(file)).toBe(text.replace("old", "new"));
});

test("disjoint replacements give the same text in any order", () => {
  const text = "abcdefghijklmnopqrstuvwxyz";
  const cuts = fc
    .uniqueArray(fc.integer({ min: 1, max: 27 }), { minLength: 2, maxLength: 12 })
    .map((points) => [...points].sort((a, b) => a - b));
  fc.assert(
    fc.property(cuts, fc.func(fc.nat()), (points, key) => {
      const pairs = points.flatMap((point, index) => (index % 2 === 1 ? [[points[index - 1]!, point] as const] : []));
      const all = pairs.map(([start, end]) => replacing([start, end, `<${start}>`]));
      const expected = pairs.reduceRight((result, [start, end]) => `${result.slice(0, start - 1)}<${start}>${result.slice(end - 1)}`, text);
      expect(fixed(text, ...[...all].sort((a, b) => key(a) - key(b))).files.get(file)).toBe(expected);
    }),
  );
});
