import fc from "fast-check";
import { expect, test } from "vitest";
import { countDiagnostics, hasErrors, sortDiagnostics, summary } from "./collect.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";
import { at, bare } from "./samples/diagnostics.ts";

const severities = fc.constantFrom<Severity>("error", "warning", "note");
const diagnostics = fc.array(
  fc
    .record({
      code: fc.constantFrom("TL2104", "TS2322"),
      severity: severities,
      line: fc.nat(3),
      column: fc.nat(3),
      message: fc.constantFrom("a", "b"),
    })
    .map(
      ({ line, column, ...words }): Diagnostic => ({
        ...bare,
        ...words,
        location: line === 0 ? undefined : at(line, column + 1, column + 2),
      }),
    ),
);

test("the order of the diagnostics does not depend on the order in which they came", () => {
  fc.assert(
    fc.property(diagnostics, fc.func(fc.nat()), (found, key) => {
      const shuffled = [...found].sort((a, b) => key(a) - key(b));
      const words = (list: readonly Diagnostic[]) => list.map(({ code, message, location }) => [code, message, location]);
      expect(words(sortDiagnostics(shuffled))).toEqual(words(sortDiagnostics(found)));
    }),
  );
});

test("the same words at the same place are shown once, at another place again", () => {
  const here = { ...bare, location: at(1, 1, 2) };
  const there = { ...bare, location: at(2, 1, 2) };
  expect(sortDiagnostics([there, here, { ...here }])).toEqual([here, there]);
});

test("diagnostics are ordered by place, as numbers", () => {
  const lines = [10, 9, 100].map((line) => ({ ...bare, location: at(line, 1, 2) }));
  expect(sortDiagnostics(lines).map(({ location }) => location?.line)).toEqual([9, 10, 100]);
});

test("the summary counts by severity, in words", () => {
  const of = (...list: Severity[]) => summary(list.map((severity) => ({ ...bare, severity })));
  expect(of("error", "error", "warning")).toBe("Found 2 errors and 1 warning.");
  expect(of("note", "warning", "error")).toBe("Found 1 error, 1 warning and 1 note.");
  expect(of("warning")).toBe("Found 1 warning.");
  expect(of()).toBe("");
});

test("warnings alone are no error", () => {
  expect(hasErrors([bare])).toBe(false);
  expect(hasErrors([bare, { ...bare, severity: "error" }])).toBe(true);
  expect(countDiagnostics([bare])).toEqual({ error: 0, warning: 1, note: 0 });
});
