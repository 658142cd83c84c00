import { expect, test } from "vitest";
import { whenCode } from "./given.ts";

const given = {
  parameters: new Map([
    ["sure", { kind: "expression", code: "s" }],
    ["note", { kind: "expression", code: "n" }],
    ["fixed", { kind: "constant", value: 3 }],
    ["none", { kind: "constant", value: null }],
  ] as const),
  artifacts: new Map(),
  uncertain: new Set(["note"]),
};

test.each([
  ["inputs.parameter_values['sure'] == 'x'", '(fromJSON(s) == "x")'],
  ["inputs.parameter_values['fixed'] > 2.0", "(3.0 > 2.0)"],
  ["'none' in inputs.parameter_values || 'fixed' in inputs.parameter_values", "(false || true)"],
  // Reading what may be absent fails if it is.
  [
    "'note' in inputs.parameter_values && inputs.parameter_values['note'] == 'x'",
    '((n != "null") && (fromJSON(n == "null" ? "" : n) == "x"))',
  ],
])("%s", (condition, code) => {
  expect(whenCode(condition, given)).toBe(code);
});
