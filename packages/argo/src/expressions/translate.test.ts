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
    ["inputs.artifacts['m'].artifacts[0].metadata['k'] > 0.9", '(filter([(m["metadata"] ?? {})], "k" in #)[0]["k"] > 0.9)'],
    ["inputs.parameter_values['l'].exists(i, i > 1.0)", "any(l, (# > 1.0))"],
    ["inputs.artifacts['m'].artifacts[0].type.schema_title == 'system.Model'", '((m["type"]?.["schemaTitle"] ?? "") == "system.Model")'],
    ["has(inputs.artifacts['m'].artifacts[0].uri)", '((m["uri"] ?? "") != "")'],
    ["inputs.parameter_values['a']", "(a && true)"],
    ["!!inputs.parameter_values['a'] == 'b'", '(a == "b")'],
    ["{'a': inputs.parameter_values['n']} == {'a': 3, 'b': [1]}", '({("a"): n } == {("a"): float(3), ("b"): [float(1)] })'],
    ["1.0 / inputs.parameter_values['n'] < -0.0", "((1.0 / n) < (-0.0))"],
    ["int(inputs.parameter_values['n']) > -9223372036854775808", "(int(n) > (-9223372036854775807 - 1))"],
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
    ["1 < 2.0", "< has no meaning for int and double"],
    ["true || nobody", "there is no nobody"],
    ["'true'", "the condition is string, not bool"],
    ["{'a': 1, 'a': 2}['a'] == 2", "a map that has a key twice"],
    ["inputs.parameter_values['n'] == 18446744073709551615u", "the number 18446744073709551615, which"],
    ["inputs.artifacts['m'].artifacts[0].custom_path == ''", "`custom_path` of an artifact"],
    ["inputs.artifacts['m'].artifacts[0].type == inputs.artifacts['m'].artifacts[0].type", "the type of an artifact as a whole"],
    ["x ==", "the expression ends too early"],
    ["other", "there is no other"],
  ])("%s has no words", (condition, reason) => {
    expect(() => conditionCode(condition, inputs)).toThrow(new RegExp(`${reason}`.replaceAll(/[()`]/g, ".")));
    expect(() => conditionCode(condition, inputs)).toThrow(Untranslatable);
  });
});

test.each([
  ['parseJson(string_value)["a"]', "STRUCT", 'filter([v], "a" in #)[0]["a"]'],
  ['parseJson(string_value)["a"]', "STRING", 'filter([fromJSON(v)], "a" in #)[0]["a"]'],
  ["parseJson(string_value)[0]", "LIST", "v[0]"],
  ['"s3://" + string_value', "STRING", '("s3://" + v)'],
  ['"only " + string_value', "NUMBER_DOUBLE", '("only " + toJson(v))'],
  ["string_value", undefined, '(type(v) == "string" ? v : toJson(v))'],
  ["number_value + 1.0", "NUMBER_INTEGER", "(v + 1.0)"],
  ["number_value + 1.0", "STRING", '(fromJSON("there is no number_value") + 1.0)'],
] as const)("the selector %s of a value that is declared as %s", (selector, type, code) => {
  expect(selectorCode(selector, { code: "v", type })).toBe(code);
});

test.each([
  ["[string_value]", "a list that the expression makes"],
  ["string_value + 1", "+ has no meaning for string and int"],
])("the selector %s has no words", (selector, reason) => {
  expect(() => selectorCode(selector, { code: "v", type: "STRING" })).toThrow(new Untranslatable(reason));
});

test("a map ends so that no tag does", () => {
  const parsed = parseExpression('{"a": {"b": 1}}');
  if (parsed.error !== undefined) throw new Error(parsed.error);
  expect(translate(parsed.expression, { value: () => undefined, presence: () => undefined }).code).toBe('{("a"): {("b"): float(1) } }');
});
