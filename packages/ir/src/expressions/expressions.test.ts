import fc from "fast-check";
import { expect, test } from "vitest";
import { parseExpression } from "./parse.ts";
import { printExpression } from "./print.ts";
import { selector, selectorPath } from "./selector.ts";
import { type BinaryOperator, type Expression, precedence, reservedWords } from "./tree.ts";

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,6}$/).filter((text) => !reservedWords.has(text));
const literal = fc.oneof(
  fc.constant({ kind: "literal", type: "null", value: null } as const),
  fc.boolean().map((value) => ({ kind: "literal", type: "bool", value }) as const),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => ({ kind: "literal", type: "int", value }) as const),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value) => ({ kind: "literal", type: "uint", value }) as const),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => ({ kind: "literal", type: "double", value }) as const),
  fc.string({ unit: "binary" }).map((value) => ({ kind: "literal", type: "string", value }) as const),
  fc.array(fc.nat(255), { maxLength: 5 }).map((value) => ({ kind: "literal", type: "bytes", value }) as const),
);

const { expression } = fc.letrec<{ expression: Expression }>((tie) => {
  const inner = tie("expression");
  const list = fc.array(inner, { maxLength: 3 });
  const rooted = fc.constantFrom({}, { rooted: true as const });
  return {
    expression: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      literal,
      fc.tuple(name, rooted).map(([name, rooted]) => ({ kind: "identifier", name, ...rooted }) as const),
      fc.record({ kind: fc.constant("select" as const), operand: inner, field: name }),
      fc.record({ kind: fc.constant("index" as const), operand: inner, index: inner }),
      fc.record({ kind: fc.constant("call" as const), name, target: inner, arguments: list }),
      fc.record({ kind: fc.constant("call" as const), name, arguments: list }),
      fc.record({ kind: fc.constant("unary" as const), operator: fc.constantFrom("!" as const, "-" as const), operand: inner }),
      fc.record({
        kind: fc.constant("binary" as const),
        operator: fc.constantFrom(...(Object.keys(precedence) as BinaryOperator[])),
        left: inner,
        right: inner,
      }),
      fc.record({ kind: fc.constant("conditional" as const), condition: inner, whenTrue: inner, whenFalse: inner }),
      fc.record({ kind: fc.constant("list" as const), elements: list }),
      fc.record({ kind: fc.constant("map" as const), entries: fc.array(fc.record({ key: inner, value: inner }), { maxLength: 3 }) }),
      fc.record({
        kind: fc.constant("message" as const),
        type: fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join(".")),
        fields: fc.array(fc.record({ name, value: inner }), { maxLength: 3 }),
      }),
    ),
  };
});

test("what is printed reads as the same tree, and never holds the opening of a template", () => {
  fc.assert(
    fc.property(expression, (tree) => {
      const text = printExpression(tree);
      expect(parseExpression(text)).toEqual({ expression: tree });
      expect(text).not.toContain("{{$");
    }),
    { numRuns: 1000 },
  );
});

test("any text gives a tree or an error inside the text", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(fc.constantFrom(..."()[]{}?:.,!-+*/%<>=&|'\"\\abinu019 \n")).map((all) => all.join("")),
      ),
      (text) => {
        const result = parseExpression(text);
        if (result.error === undefined) expect(parseExpression(printExpression(result.expression))).toEqual(result);
        else expect(result.offset).toBeLessThanOrEqual(text.length);
      },
    ),
    { numRuns: 2000 },
  );
});

const printedAs = (text: string): string => {
  const result = parseExpression(text);
  if (result.error !== undefined) throw new Error(`${result.error} at ${result.offset}`);
  return printExpression(result.expression);
};

test.each([
  "int(inputs.parameter_values['pipelinechannel--random-num-Output']) > 5",
  "!(inputs.parameter_values['a'] == 'heads') && inputs.parameter_values['a'] == 'tails'",
  "inputs.artifacts['model'].artifacts[0].metadata['accuracy'] * 100.0 > 90.0",
  "'x' in inputs.parameter_values ? size(list_value) - 1 : -1",
  "a - (b - c) - d",
  "(a ? b : c) ? d : e ? f : g",
  "(-1).b + -(1) + -(-1) - -a",
  "!!a || !(-a) || -(!a) || --a || !(-1)",
  "has(a.b) && a.b.startsWith('x') || [1, 2u, 1.5e-7].exists(x, x in {'k': null})",
  "google.protobuf.Duration{seconds: 1, nanos: 2}",
])("%s is printed as it was written", (text) => {
  expect(printedAs(text)).toBe(text);
});

test.each([
  ["a==b", "a == b"],
  ["((a))", "a"],
  ["0x1F", "31"],
  [".5", "0.5"],
  ["1e3", "1000.0"],
  ['"a\\"b\'c"', "'a\"b\\'c'"],
  [`r'\\d' + b"\\x41é" + '''two\nlines'''`, "'\\\\d' + b'\\x41\\xc3\\xa9' + 'two\\nlines'"],
  ["'\\101\\u00e9\\U0001F600\\x41\\a'", "'Aé😀A\\u0007'"],
  ["a // the rest\n+ b", "a + b"],
  ["'{{$}}'", "'{\\u007b$}}'"],
  ["[1, 2,]", "[1, 2]"],
])("%s is printed in the canonical form", (text, expected) => {
  expect(printedAs(text)).toBe(expected);
});

test.each([
  ["a &&", "ends too early", 4],
  ["a b", "an operator or the end", 2],
  ["a['it's]", "`]` is missing", 6],
  ["'open", "not closed", 0],
  ["'\\q'", "no escape", 1],
  ["9223372036854775808", "64 bits", 0],
  ["1e999", "too large", 0],
  ["a.in", "reserved", 2],
  ["for", "reserved", 0],
  ["a # b", "no meaning", 2],
  ["f(1,)", "not expected", 4],
  ["!-a", "not expected", 2],
  ["-!a", "not expected", 1],
  ["b'\\u0041'", "no meaning in bytes", 2],
])("%s is refused", (text, message, offset) => {
  const result = parseExpression(text);
  expect(result.error).toContain(message);
  expect(result).toHaveProperty("offset", offset);
});

test("an expression that is nested without end is refused", () => {
  for (const text of [`${"(".repeat(100_000)}a`, `a${".b".repeat(100_000)}`, `a${" || a".repeat(100_000)}`, "-".repeat(100_000)])
    expect(parseExpression(text).error).toContain("too deeply");
});

test("a selector is printed with JSON's keys and read back", () => {
  expect(selector(["a", 0, 'say "hi"'])).toBe('parseJson(string_value)["a"][0]["say \\"hi\\""]');
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.nat())), (path) => {
      expect(selectorPath(selector(path))).toEqual(path);
    }),
  );
  expect(selectorPath("parseJson(other)[1]")).toBeUndefined();
  expect(selectorPath("1 +")).toBeUndefined();
});
