import { parseExpression } from "@typeline/ir";
import { describe, expect, test } from "vitest";
import { conditionCode, selectorCode } from "./condition.ts";
import { translate, Untranslatable } from "./translate.ts";

const inputs = {
  parameter: (name: string) => (name === "absent" ? undefined : { code: name, kind: "unknown" as const, present: `(${name} given)` }),
  artifact: (name: string) => (name === "absent" ? undefined : { code: name, kind: "map" as const }),
};

describe("conditions", () => {
  test.each([
    ["inputs.parameter_values['x'] == 5.0", "(x == 5.0)"],
    ["int(inputs.parameter_values['n']) > 5", "(int(n) > 5)"],
    ["!(inputs.parameter_values['a'] == 'b') && inputs.parameter_values['a'] != ''", '(!(a == "b") && (a != ""))'],
    ["'x' in inputs.parameter_values && inputs.parameter_values['x']", "((x given) && x)"],
    ["'absent' in inputs.parameter_values", "false"],
    ["inputs.parameter_values['a'] in ['b', '{{c}}']", '(a in ["b", "\\u007b\\u007bc\\u007d\\u007d"])'],
    ["inputs.parameter_values['cfg']['lr'] > 0.5", '(filter([cfg], "lr" in #)[0]["lr"] > 0.5)'],
    ["inputs.parameter_values['a'].startsWith('x')", '(a startsWith "x")'],
    ["size(inputs.parameter_values['l']) == 0", "(len(l) == 0)"],
    ["int(7) / int(2) == 3", "(int(7 / 2) == 3)"],
    [
      "inputs.artifacts['m'].artifacts[0].metadata['k'] > 0.9",
      '(filter([filter([m], "metadata" in #)[0]["metadata"]], "k" in #)[0]["k"] > 0.9)',
    ],
    ["inputs.parameter_values['l'].exists(i, i > 1.0)", "any(l, (# > 1.0))"],
  ])("%s", (condition, code) => {
    expect(conditionCode(condition, inputs)).toBe(code);
  });

  test("an absent value is an error when it is read", () => {
    expect(conditionCode("inputs.parameter_values['absent'] == 1.0", inputs)).toBe('(fromJSON("there is no absent") == 1.0)');
  });

  test.each([
    ["inputs.parameter_values['a'].matches('x')", "the function `matches`"],
    ["inputs.parameter_values['l'].all(i, inputs.parameter_values['l'].all(j, j == i))", "a macro inside a macro"],
    ["true < false", "an order of booleans"],
    ["b'x' == b'y'", "bytes"],
    ["x ==", "the expression ends too early"],
    ["other", "there is no other"],
  ])("%s has no words", (condition, reason) => {
    expect(() => conditionCode(condition, inputs)).toThrow(new RegExp(`${reason}`.replaceAll(/[()`]/g, ".")));
    expect(() => conditionCode(condition, inputs)).toThrow(Untranslatable);
  });
});

test.each([
  ['parseJson(string_value)["a"]', false, 'filter([v], "a" in #)[0]["a"]'],
  ['parseJson(string_value)["a"]', true, 'filter([fromJSON(v)], "a" in #)[0]["a"]'],
  ["parseJson(string_value)[0]", false, "v[0]"],
  ['"s3://" + string_value', true, '("s3://" + v)'],
  ['"only " + string_value', false, '("only " + toJson(v))'],
  ["string_value", undefined, '(type(v) == "string" ? v : toJson(v))'],
])("the selector %s of a value that is text: %s", (selector, isText, code) => {
  expect(selectorCode(selector, { code: "v", isText })).toBe(code);
});

test("a map ends so that no tag does", () => {
  const parsed = parseExpression('{"a": {"b": 1}}');
  if (parsed.error !== undefined) throw new Error(parsed.error);
  expect(translate(parsed.expression, { value: () => undefined, presence: () => undefined }).code).toBe('{("a"): {("b"): 1 } }');
});
