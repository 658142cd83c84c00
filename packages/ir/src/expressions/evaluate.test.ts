import fc from "fast-check";
import { expect, test } from "vitest";
import { checkExpression } from "./check/check.ts";
import { describeType } from "./check/types.ts";
import { type Evaluation, evaluate } from "./evaluate.ts";
import { parseExpression } from "./parse.ts";
import { printExpression } from "./print.ts";
import type { BinaryOperator, Expression } from "./tree.ts";
import { type CelValue, celFromJson } from "./values/value.ts";

const variables = new Map([
  ["n", celFromJson(3, "protobuf")],
  ["s", celFromJson("naïve 😀", "protobuf")],
  ["list", celFromJson([1, "a", null], "protobuf")],
  ["o", celFromJson({ a: 1, none: null, ["__proto__"]: "p", "b-c": { d: [true] } }, "protobuf")],
]);

function treeOf(text: string): Expression {
  const parsed = parseExpression(text);
  if (parsed.error !== undefined) throw new Error(`${text}: ${parsed.error}`);
  return parsed.expression;
}

const evaluated = (text: string): Evaluation => evaluate(treeOf(text), variables);

test.each([
  // Numbers: one type on both sides of an operator, and 64 bits for whole ones.
  ["7 / 2 == 3 && -7 / 2 == -3 && -7 % 3 == -1"],
  ["7u / 2u == 3u && 7u % 3u == 1u"],
  ["0.1 + 0.2 == 0.30000000000000004"],
  ["1.0 / 0.0 > 1e308 && 0.0 / 0.0 != 0.0 / 0.0"],
  ["-(5) == -5 && - -5 == 5"],
  ["1 == 1.0 && 1u == 1 && 2.5 != 2"],
  ["9223372036854775807 == 9223372036854775807.0"],
  ["1 < 1.5 && 2u > 1 && -1 < 0u && n > 2"],
  // Strings and bytes are ordered by code points and by numbers.
  ["'a' < 'b' && '\\uffff' < '😀' && 'a' < 'ab' && !('a' < 'a')"],
  ["b'\\x00\\xff' > b'\\x00' && b'a' + b'b' == b'ab'"],
  ["size('😀é') == 2 && size(b'é') == 2 && s.size() == 7 && size(list) == 3 && size(o) == 4"],
  ["s.startsWith('na') && s.endsWith('😀') && s.contains('ïve') && !s.contains('x')"],
  // Equality asks anything of anything.
  ["1 != 'a' && null == null && [1, 2.0] == [1.0, 2] && {'a': 1} == {'a': 1.0} && {'a': 1} != {'b': 1}"],
  ["b'a' == bytes('a') && b'a' != b'b' && type(1) == int && type(n) == double && type(null) == null_type"],
  // Containers.
  ["list[0] == 1.0 && list[1.0] == 'a' && list[2u] == null && [1, 2][1] == 2"],
  ["o.a == 1.0 && o['b-c'].d[0] && o['__proto__'] == 'p' && {1: 'x'}[1.0] == 'x' && {1u: 'x'}[1] == 'x'"],
  ["has(o.a) && !has(o.b) && has(o.none) && !has(s.x)"],
  ["1 in [1.0] && !('b' in [1]) && 'a' in o && !('x' in o) && 1 in {1u: 0} && !(null in o)"],
  ["[1] + [2] == [1, 2] && 'a' + 'b' == 'ab'"],
  // Logic passes over errors that cannot matter.
  ["true || missing && (missing || true) && !(false && missing)"],
  ["(missing || true) && !(missing && false)"],
  ["(n > 1.0 ? 'a' : missing) == 'a'"],
  ["[1, 2].all(x, x > 0) && [1, 'a'].exists(x, x > 0) && [1, 2].exists_one(x, x > 1) && [3, 4].existsOne(x, x == 3)"],
  ["[1, 2, 3].filter(x, x > 1) == [2, 3] && [1, 2].map(x, x * 2) == [2, 4] && [1, 2].map(x, x > 1, -x) == [-2]"],
  ["{'a': 1}.all(k, k == 'a') && [1].all(n, n == 1) && n == 3.0"],
  // Conversions are Go's.
  ["int('-12') == -12 && int('+5') == 5 && int(2.9) == 2 && int(-2.9) == -2 && uint(3) == 3u && int(3u) == 3"],
  ["double('1e3') == 1000.0 && double('Inf') > 1e308 && double(2) == 2.0 && double('.5') == 0.5"],
  ["string(1e6) == '1e+06' && string(123456.0) == '123456' && string(1e-5) == '1e-05' && string(-0.0) == '-0'"],
  ["string(true) == 'true' && string(12) == '12' && string(b'\\xc3\\xa9') == 'é' && string(1.5) == '1.5'"],
  ["bool('T') && !bool('0') && bool(true)"],
  ["parseJson('{\"a\":[1,{\"b\":null}]}')['a'][1].b == null && parseJson('1') == 1.0 && parseJson('\"\\\\ud800\"') == '\\ufffd'"],
  ["!!true && !(!true)"],
])("%s holds", (text) => {
  expect(evaluated(text)).toEqual({ value: { type: "bool", value: true } });
});

test.each([
  ["missing", "no missing"],
  ["1 + 1.0", "+ has no meaning for int and double"],
  ["1.0 % 1.0", "% has no meaning"],
  ["9223372036854775807 + 1", "64-bit int"],
  ["1u - 2u", "64-bit uint"],
  ["1 / 0", "division by zero"],
  ["-9223372036854775808 % -1", "64-bit int"],
  ["-true", "- has no meaning for bool"],
  ["!1", "no meaning for int"],
  ["1 < 'a'", "< has no meaning for int and string"],
  ["null < null", "no meaning"],
  ["0.0 / 0.0 < 1.0", "NaN"],
  ["list[3]", "no index 3"],
  ["list[-1]", "no index -1"],
  ["list[1.5]", "no meaning for list and double"],
  ["list.a", "no meaning for list and string"],
  ["o.b", 'no "b" in the map'],
  ["n.b", 'no "b" in the double'],
  ["has(list.a)", "no meaning for list"],
  ["has(missing.a)", "no missing"],
  ["has(o)", "takes a field"],
  ["1 in 'a'", "no meaning for int and string"],
  ["true && 1", "no meaning for int"],
  ["missing || false", "no missing"],
  ["1 ? 2 : 3", "no meaning for int"],
  ["[1, 'a'].all(x, x > 0)", "no meaning for string and int"],
  ["[1, 'a'].exists_one(x, x > 0)", "no meaning for string and int"],
  ["[1].all(x.y, true)", "is a name"],
  ["n.all(x, true)", "a macro has no meaning for double"],
  ["size(1)", "size has no meaning for int"],
  ["size('a', 'b')", "size has no meaning for string and string"],
  ["'a'.contains(1)", "contains has no meaning"],
  ["bool('yes')", "cannot be converted to bool"],
  ["int('1.0')", "cannot be converted to int"],
  ["int(9.3e18)", "64-bit int"],
  ["int(-9223372036854775808.0)", "cannot be converted to int"],
  ["uint(-1)", "64-bit uint"],
  ["uint('-1')", "cannot be converted to uint"],
  ["double('1e999')", "cannot be converted to double"],
  ["double('')", "cannot be converted to double"],
  ["string([1])", "string has no meaning for list"],
  ["string(b'\\xff')", "not UTF-8"],
  ["parseJson('{')", "parseJson"],
  ["parseJson('1e999')", "too large"],
  ["parseJson(1)", "parseJson has no meaning for int"],
  ["lower('A')", "no function lower"],
])("%s is an error", (text, message) => {
  const result = evaluated(text);
  expect(result.error).toContain(message);
  expect(result).not.toHaveProperty("unsupported");
});

test.each([
  "'a'.matches('a')",
  "timestamp('2020-01-01T00:00:00Z')",
  "google.protobuf.Duration{seconds: 1}",
  "{[1]: 2}",
  "double('0x1p-2')",
])("%s is said to be unsupported, not to be wrong", (text) => {
  expect(evaluated(text)).toMatchObject({ error: expect.any(String), unsupported: true });
});

test.each([
  ["x + 1 > 2.0", "> has no meaning for int and double"],
  ["1 < 1.0 || true", "< has no meaning for int and double"],
  ["'a' == 1", "== has no meaning for string and int"],
  ["[1] == ['a'] || true", "== has no meaning for list(int) and list(string)"],
  ["null == 1", "== has no meaning for null and int"],
  ["x ? 1 : 'a'", "?: has no meaning for dyn and int and string"],
  // The first way to add is that of bytes, and nothing is known of what is indexed.
  ["x['a'] + x['b'] > 1.0", "> has no meaning for bytes and double"],
  ["'a'.b", "string has no fields"],
  ["y", "there is no y"],
  ["lower(x)", "no function lower"],
  ["x.size(1)", "size has no meaning"],
  ["x[null]", "no key"],
  ["[].all(i, 1)", "no meaning for int"],
  ["1.all(i, true)", "int is no list and no map"],
])("the checker refuses %s", (text, message) => {
  expect(() => checkExpression(treeOf(text), new Map([["x", { kind: "dyn" }]]))).toThrow(message);
});

test.each([
  ["x + 1", "int"],
  ["x + x", "dyn"],
  ["x.a + x.b", "dyn"],
  ["x > 1 && !x", "bool"],
  ["[1, 2]", "list(int)"],
  ["[1, 'a']", "list(dyn)"],
  ["{'a': [x]}", "map(string, list(dyn))"],
  ["[[], [1]]", "list(list(int))"],
  ["true ? [] : [1]", "list(int)"],
  ["[1].map(i, string(i))", "list(string)"],
  ["{'a': 1}.filter(k, k == 'a')", "list(string)"],
  ["x['a']['b']", "dyn"],
  ["size(x)", "int"],
  ["string(null)", "string"],
  ["type(x) == string", "bool"],
  ["has(x.a.b)", "bool"],
  ["-x", "dyn"],
  ["--'a'", "string"],
])("the checker finds that %s is %s", (text, type) => {
  expect(describeType(checkExpression(treeOf(text), new Map([["x", { kind: "dyn" }]])).type)).toBe(type);
});

const literal = fc.oneof(
  fc.constantFrom<Expression>({ kind: "literal", type: "null", value: null }, { kind: "literal", type: "bytes", value: [1, 255] }),
  fc.boolean().map((value): Expression => ({ kind: "literal", type: "bool", value })),
  fc.bigInt({ min: -3n, max: 3n }).map((value): Expression => ({ kind: "literal", type: "int", value })),
  fc.bigInt({ min: 0n, max: 3n }).map((value): Expression => ({ kind: "literal", type: "uint", value })),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value): Expression => ({ kind: "literal", type: "double", value })),
  fc.string({ unit: "binary" }).map((value): Expression => ({ kind: "literal", type: "string", value })),
);
const operators: BinaryOperator[] = ["||", "&&", "==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*", "/", "%"];

const { expression } = fc.letrec<{ expression: Expression }>((tie) => {
  const inner = tie("expression");
  const item = fc.constant<Expression>({ kind: "identifier", name: "n" });
  return {
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      literal,
      fc.constantFrom("n", "s", "list", "o").map((name): Expression => ({ kind: "identifier", name })),
      fc.record({ kind: fc.constant("select" as const), operand: inner, field: fc.constantFrom("a", "none", "x") }),
      fc.record({ kind: fc.constant("index" as const), operand: inner, index: inner }),
      fc.record({ kind: fc.constant("call" as const), name: fc.constantFrom("size", "string", "dyn", "type"), arguments: fc.tuple(inner) }),
      fc.record({
        kind: fc.constant("call" as const),
        name: fc.constantFrom("all", "exists", "filter", "map"),
        target: inner,
        arguments: fc.tuple(item, inner),
      }),
      fc.record({ kind: fc.constant("unary" as const), operator: fc.constantFrom("!" as const, "-" as const), operand: inner }),
      fc.record({ kind: fc.constant("binary" as const), operator: fc.constantFrom(...operators), left: inner, right: inner }),
      fc.record({ kind: fc.constant("conditional" as const), condition: inner, whenTrue: inner, whenFalse: inner }),
      fc.record({ kind: fc.constant("list" as const), elements: fc.array(inner, { maxLength: 3 }) }),
      fc.record({ kind: fc.constant("map" as const), entries: fc.array(fc.record({ key: literal, value: inner }), { maxLength: 2 }) }),
    ),
  };
});

test("what is printed and read again has the same value", () => {
  const seen = new Set<CelValue["type"] | "error">();
  fc.assert(
    fc.property(expression, (tree) => {
      const value = evaluate(tree, variables);
      expect(evaluate(treeOf(printExpression(tree)), variables)).toEqual(value);
      seen.add(value.error === undefined ? value.value.type : "error");
    }),
    { numRuns: 1000 },
  );
  expect([...seen].sort()).toEqual(expect.arrayContaining(["bool", "double", "error", "int", "list", "map", "string"]));
});
