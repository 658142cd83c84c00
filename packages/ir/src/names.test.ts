import fc from "fast-check";
import { expect, test } from "vitest";
import { createNamer, isPipelineName, kebab, sanitizeName, uniqueName } from "./names.ts";

test.each([
  ["trainModel", "train-model"],
  ["HTMLReport2", "html-report2"],
  ["print_msg", "print-msg"],
  ["loadCSVFile", "load-csv-file"],
  ["x", "x"],
  ["__proto__", "proto"],
  ["Größe", "gr-e"],
  ["a--b__c", "a-b-c"],
])("%s becomes %s", (name, expected) => {
  expect(kebab(name)).toBe(expected);
});

test("a name of which nothing is left falls back", () => {
  expect(kebab("日本")).toBe("unnamed");
  expect(kebab("", "pipeline")).toBe("pipeline");
});

test("a kebab name is a pipeline name unless it is too long, and stays as it is when it is made again", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      const name = kebab(text);
      expect(isPipelineName(name)).toBe(true);
      expect(kebab(name)).toBe(name);
      expect(sanitizeName(name)).toBe(name);
    }),
  );
  expect(isPipelineName("a".repeat(129))).toBe(false);
  expect(isPipelineName("-a")).toBe(false);
});

test("a namer gives what the plain rule gives", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", "a-2", "a-3", "b", "constructor")),
      fc.array(fc.constantFrom("a-2", "b")),
      (bases, reserved) => {
        const namer = createNamer(reserved);
        const taken = new Set<string>(reserved);
        for (const base of bases) {
          const expected = uniqueName(base, taken);
          taken.add(expected);
          expect(namer(base)).toBe(expected);
        }
      },
    ),
  );
});
