import { expect, test } from "vitest";
import { evaluateSelector, selectorRefusal } from "./selection.ts";
import { selector } from "./selector.ts";

test.each([
  ["string_value", "Hello,World!", "Hello,World!"],
  ["parseJson(string_value)[0]", "[1.1,1.2]", 1.1],
  ["parseJson(string_value)[0]", [1.1, 1.2], 1.1],
  ["string_value", null, ""],
  ["string_value", true, "true"],
  ["string_value", 1e21, "1000000000000000000000"],
  ["string_value", -1.5e-7, "-0.00000015"],
  [
    "string_value",
    { b: [1e21, "<&>\u2028"], a: null, "\uffff": 1, "😀": 2 },
    '{"a":null,"b":[1e+21,"\\u003c\\u0026\\u003e\\u2028"],"\uffff":1,"😀":2}',
  ],
  ["struct_value.nested.b", { nested: { b: "B" } }, "B"],
  ["struct_value.list", { list: [1, { a: null }] }, [1, { a: null }]],
  ["list_value[1]", [1, [2]], [2]],
  ["size(list_value) - 1", [1, 2, 3], 2],
  ["number_value > 1.0 ? 0.1 : 0.01", 2, 0.1],
  ["bool_value && string_value == 'true'", true, true],
  ["'run of ' + string_value", 3, "run of 3"],
  [`parseJson('{"lr":' + string_value + '}')`, 0.5, { lr: 0.5 }],
  ["parseJson(string_value) + [1, 'a']", [0, [2]], [0, [2], 1, "a"]],
  ["bytes(string_value)", "hi", "aGk="],
  ["null_value", null, 0],
  ["type(string_value)", "x", "string"],
])("%s of %j is %j", (text, value, expected) => {
  expect(evaluateSelector(text, value)).toEqual({ value: expected });
});

test.each([
  ["parseJson(string_value)", "invalidjson", "parseJson"],
  ["struct_value", "Hello", "no struct_value"],
  ["struct_value.c", { a: 1 }, 'no "c"'],
  ["struct_value.a", { a: null }, "null"],
  ["[number_value]", 1, "the expression makes"],
  ["{'a': number_value}", 1, "the expression makes"],
  ["list_value.map(x, x)", [1], "the expression makes"],
  ["[dyn(struct_value)] + [1]", {}, "holds a map of the parameter"],
  ["number_value / 0.0", 1, "Infinity"],
  ["string_value == 1", "1", "no meaning for string and int"],
  ["int(parseJson(string_value)['n']) + 1", { n: 1 }, "int has no meaning for double"],
  ["string_value +", "", "too early"],
])("%s of %j is an error", (text, value, message) => {
  expect(evaluateSelector(text, value).error).toContain(message);
});

test("a printed path selects what it names", () => {
  expect(evaluateSelector(selector(["a", 0, 'say "hi"']), { a: [{ 'say "hi"': ["x"] }] })).toEqual({ value: ["x"] });
});

test("what KFP refuses, whatever the value is", () => {
  expect(selectorRefusal("string_value + 1")).toBe("+ has no meaning for string and int");
  expect(selectorRefusal("string_value +")).toBe("the expression ends too early");
  expect(selectorRefusal("struct_value.a + 1")).toBeUndefined();
});
