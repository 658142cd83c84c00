import fc from "fast-check";
import { expect, test } from "vitest";
import { argoName, argoNames, fitted, parameterName } from "./names.ts";

test("any name becomes one that Argo takes, for templates, tasks and parameters", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      expect(argoName(name)).toMatch(/^[a-zA-Z][-a-zA-Z0-9]{0,62}$/);
      expect(parameterName(name)).toMatch(/^[-a-zA-Z0-9_]+$/);
    }),
  );
});

test("names of one DAG differ, also where `depends` takes `-` for `_`", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), (names) => {
      const nameOf = argoNames();
      const made = names.map((name) => nameOf(name).replaceAll("-", "_"));
      expect(new Set(made).size).toBe(names.length);
    }),
  );
});

test("words of expressions, and digits first, are avoided", () => {
  expect(["in", "not", "1st", "train", "if-1"].map(argoName)).toEqual(["t-in", "t-not", "t-1st", "train", "if-1"]);
});

test("a long name ends in a hash", () => {
  expect(fitted("a".repeat(70), 52)).toHaveLength(52);
  expect(fitted("a".repeat(70), 52)).not.toBe(fitted("a".repeat(71), 52));
});
