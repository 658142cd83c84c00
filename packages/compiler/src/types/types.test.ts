import fc from "fast-check";
import { expect, test } from "vitest";
import { acceptsConstant } from "./accepts.ts";
import { describeType } from "./describe.ts";
import { fieldType } from "./field-type.ts";
import { literalsOf, parameterType } from "./parameter-type.ts";
import { escapePattern, mergeTypes } from "./union.ts";
import type { ValueType } from "./value-type.ts";

const STRING: ValueType = { kind: "string" };
const NUMBER: ValueType = { kind: "number", integer: false };
const INT: ValueType = { kind: "number", integer: true };
const struct = (fields: Record<string, ValueType>, ...optional: string[]): ValueType => ({
  kind: "struct",
  fields: new Map(Object.entries(fields).map(([name, type]) => [name, { type, optional: optional.includes(name) }])),
});
const list = (element: ValueType): ValueType => ({ kind: "list", element });

test.each<[ValueType, string | undefined]>([
  [STRING, "STRING"],
  [NUMBER, "NUMBER_DOUBLE"],
  [INT, "NUMBER_INTEGER"],
  [{ kind: "boolean", literal: true }, "BOOLEAN"],
  [list(STRING), "LIST"],
  [struct({}), "STRUCT"],
  [{ kind: "taskStatus" }, "TASK_FINAL_STATUS"],
  [{ kind: "union", members: [struct({ a: STRING }), struct({ b: STRING })] }, "STRUCT"],
  [{ kind: "union", members: [STRING, NUMBER] }, undefined],
  [{ kind: "null" }, undefined],
  [{ kind: "artifact", schemaTitle: "system.Model" }, undefined],
])("%j is the parameter type %s", (type, expected) => {
  expect(parameterType(type)).toBe(expected);
});

test("only strings and numbers have literals", () => {
  expect(literalsOf({ kind: "string", literals: ["a"] })).toEqual(["a"]);
  expect(literalsOf({ kind: "boolean", literal: true })).toBeUndefined();
});

test("a field's type follows structs, records, lists, tuples, unions and recursive types", () => {
  const tuple: ValueType = { kind: "list", element: STRING, tuple: [NUMBER, STRING], minLength: 1 };
  expect(fieldType(struct({ a: INT, b: STRING }, "b"), "a")).toEqual({ type: INT, mayBeAbsent: false });
  expect(fieldType(struct({ a: INT, b: STRING }, "b"), "b")).toEqual({ type: STRING, mayBeAbsent: true });
  expect(fieldType(struct({ a: INT }), "toString")).toBeUndefined();
  expect(fieldType({ kind: "struct", fields: new Map(), rest: INT }, "any")).toEqual({ type: INT, mayBeAbsent: true });
  expect(fieldType(list(INT), 7)).toEqual({ type: INT, mayBeAbsent: false });
  expect(fieldType(list(INT), "length")).toBeUndefined();
  expect([0, 1, 2].map((index) => fieldType(tuple, index))).toEqual([
    { type: NUMBER, mayBeAbsent: false },
    { type: STRING, mayBeAbsent: true },
    undefined,
  ]);
  expect(fieldType({ ...tuple, open: true }, 2)).toEqual({ type: STRING, mayBeAbsent: true });
  const either: ValueType = {
    kind: "union",
    members: [struct({ kind: { kind: "string", literals: ["b"] }, x: INT }), struct({ kind: { kind: "string", literals: ["a"] } })],
  };
  expect(fieldType(either, "kind")).toEqual({ type: { kind: "string", literals: ["a", "b"] }, mayBeAbsent: false });
  expect(fieldType(either, "x")).toEqual({ type: INT, mayBeAbsent: true });
  expect(fieldType({ kind: "recursive", name: "T", target: struct({ a: INT }) }, "a")).toEqual({ type: INT, mayBeAbsent: false });
  expect(fieldType({ kind: "taskStatus" }, "state")?.type).toEqual({ kind: "string", literals: ["SUCCEEDED", "FAILED", "CANCELLED"] });
  expect(fieldType(STRING, "length")).toBeUndefined();
});

test("types are described as one writes them, and cut where they get long or deep", () => {
  expect(
    describeType(
      struct({
        "a-b": list(mergeTypes([STRING, { kind: "null" }])),
        c: { kind: "artifacts", of: { kind: "artifact", schemaTitle: "system.Model" } },
      }),
    ),
  ).toBe('{ "a-b": (string | null)[]; c: Model[] }');
  expect(describeType({ kind: "list", element: STRING, tuple: [INT], open: true })).toBe("[Int, ...string[]]");
  expect(describeType(Array.from({ length: 9 }).reduce<ValueType>((type) => struct({ a: type }), STRING))).toBe(
    "{ a: { a: { a: { a: {…} } } } }",
  );
  expect(describeType({ kind: "string", literals: Array.from({ length: 50 }, (_, n) => `value ${n}`) })).toHaveLength(60);
});

test.each<[ValueType, unknown, object | undefined]>([
  [
    struct({ layers: list(struct({ units: INT })) }),
    { layers: [{ units: 1 }, { units: 1.5 }] },
    { path: ".layers[1].units", wanted: "Int", given: "1.5" },
  ],
  [struct({ "a b": STRING }), { "a b": 1 }, { path: '["a b"]', wanted: "string", given: "1" }],
  [struct({ ["__proto__"]: STRING }), JSON.parse('{"__proto__": 1}'), { path: ".__proto__", wanted: "string", given: "1" }],
  [struct({ ["__proto__"]: STRING }), {}, { path: ".__proto__", wanted: "string", given: "nothing" }],
  [struct({ a: STRING }), {}, { path: ".a", wanted: "string", given: "nothing" }],
  [struct({ a: STRING }, "a"), {}, undefined],
  [struct({ a: STRING }), { a: "", b: 1 }, undefined],
  [NUMBER, Number.NaN, { path: "", wanted: "number", given: "null" }],
  [INT, 1e21, undefined],
  [{ kind: "union", members: [struct({ a: INT }), { kind: "null" }] }, { a: "x" }, { path: ".a", wanted: "Int", given: '"x"' }],
  [{ kind: "union", members: [STRING, NUMBER] }, true, { path: "", wanted: "string | number", given: "true" }],
  [{ kind: "artifact", schemaTitle: "system.Model" }, {}, { path: "", wanted: "Model", given: "{}" }],
])("checks %j against the value %j", (type, value, expected) => {
  expect(acceptsConstant(type, value)).toEqual(expected);
});

test("a union is the same in whatever order its members come", () => {
  const members: ValueType[] = [
    STRING,
    { kind: "string", literals: ["b"] },
    { kind: "string", literals: ["a", "c"] },
    { kind: "string", pattern: "^x.$" },
    NUMBER,
    INT,
    { kind: "number", integer: false, literals: [3, 1] },
    { kind: "boolean", literal: true },
    { kind: "boolean", literal: false },
    { kind: "null" },
    list(STRING),
    struct({ a: INT }),
  ];
  fc.assert(
    fc.property(fc.subarray(members, { minLength: 1 }), fc.infiniteStream(fc.nat()), (some, random) => {
      const shuffled = some.map((type) => ({ type, at: random.next().value as number })).sort((a, b) => a.at - b.at);
      expect(mergeTypes(shuffled.map(({ type }) => type))).toEqual(mergeTypes(some));
    }),
  );
});

test("an escaped text is a pattern that matches it alone", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string(), (text, other) => {
      const pattern = new RegExp(`^${escapePattern(text)}$`, "u");
      expect(pattern.test(text)).toBe(true);
      expect(pattern.test(other)).toBe(text === other);
    }),
  );
});
