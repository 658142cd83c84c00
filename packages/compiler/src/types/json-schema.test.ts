import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { acceptsConstant } from "./accepts.ts";
import { interfaceSchema, toJsonSchema } from "./json-schema.ts";
import { mergeTypes } from "./union.ts";
import type { StructField, ValueType } from "./value-type.ts";

/** Ajv looks at no property named `__proto__`; ours are tested with it below. */
const name = fc.constantFrom("a", "b", "hasOwnProperty", "constructor", "with space", "ü");

/** Any type that may stand inside a parameter. */
const { type: anyType } = fc.letrec<{ type: ValueType }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3 },
    fc.constant<ValueType>({ kind: "string" }),
    fc
      .uniqueArray(fc.string({ maxLength: 3 }), { minLength: 1, maxLength: 3 })
      .map((literals): ValueType => ({ kind: "string", literals })),
    fc.constantFrom<ValueType>(
      { kind: "string", pattern: "^run-[0-9]+$" },
      { kind: "null" },
      { kind: "boolean" },
      { kind: "boolean", literal: true },
    ),
    fc.boolean().map((integer): ValueType => ({ kind: "number", integer })),
    fc
      .uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1 })
      .map((literals): ValueType => ({ kind: "number", integer: true, literals })),
    tie("type").map((element): ValueType => ({ kind: "list", element })),
    fc.tuple(fc.array(tie("type"), { minLength: 1, maxLength: 3 }), fc.boolean(), fc.nat(3)).map(
      ([tuple, open, least]): ValueType => ({
        kind: "list",
        element: mergeTypes(tuple),
        tuple,
        ...(open && { open }),
        minLength: Math.min(least, tuple.length),
      }),
    ),
    fc
      .tuple(fc.uniqueArray(fc.tuple(name, tie("type"), fc.boolean()), { selector: ([key]) => key, maxLength: 4 }), fc.option(tie("type")))
      .map(
        ([entries, rest]): ValueType => ({
          kind: "struct",
          fields: new Map(entries.map(([key, type, optional]): [string, StructField] => [key, { type, optional }])),
          ...(rest && { rest }),
        }),
      ),
    fc.array(tie("type"), { minLength: 2, maxLength: 3 }).map(mergeTypes),
  ),
}));

/** A value that often fits the type, and sometimes nearly does. */
function valuesOf(type: ValueType): fc.Arbitrary<unknown> {
  const wrong = fc.jsonValue({ maxDepth: 1 });
  const right = ((): fc.Arbitrary<unknown> => {
    switch (type.kind) {
      case "string":
        return type.literals ? fc.constantFrom(...type.literals) : type.pattern ? fc.nat(9).map((n) => `run-${n}`) : fc.string();
      case "number":
        return type.literals
          ? fc.constantFrom(...type.literals)
          : type.integer
            ? fc.integer()
            : fc.double({ noNaN: true, noDefaultInfinity: true });
      case "boolean":
        return fc.boolean();
      case "list": {
        const { tuple, element, open, minLength = tuple?.length ?? 0 } = type;
        if (!tuple) return fc.array(valuesOf(element), { maxLength: 3 });
        const rest = open ? fc.array(valuesOf(element), { maxLength: 2 }) : fc.constant([]);
        return fc
          .tuple(fc.tuple(...tuple.map(valuesOf)), fc.integer({ min: minLength, max: tuple.length }), rest)
          .map(([all, count, more]) => (count < tuple.length ? all.slice(0, count) : [...all, ...more]));
      }
      case "struct": {
        const entries = [...type.fields].map(([key, field]) =>
          fc.option(valuesOf(field.type), { freq: field.optional ? 2 : 9, nil: undefined }).map((value) => [key, value]),
        );
        const extra = fc.array(fc.tuple(fc.constantFrom("more", "toString"), type.rest ? valuesOf(type.rest) : wrong), { maxLength: 1 });
        return fc
          .tuple(fc.tuple(...entries), extra)
          .map(([own, more]) => Object.fromEntries([...own, ...more].filter(([, value]) => value !== undefined)));
      }
      case "union":
        return fc.oneof(...type.members.map(valuesOf));
      default:
        return fc.constant(null);
    }
  })();
  return fc.oneof({ arbitrary: right, weight: 9 }, { arbitrary: wrong, weight: 1 });
}

test("what a type accepts is what its JSON Schema accepts", () => {
  let accepted = 0;
  fc.assert(
    fc.property(
      anyType.chain((type) => fc.tuple(fc.constant(type), valuesOf(type))),
      ([type, value]) => {
        const validate = new Ajv2020({ strict: true, strictTuples: false, ownProperties: true }).compile(toJsonSchema(type));
        const fits = acceptsConstant(type, value) === undefined;
        if (fits) accepted++;
        expect(validate(value)).toBe(fits);
      },
    ),
    { numRuns: 400 },
  );
  expect(accepted).toBeGreaterThan(100);
});

test("the schema of an interface says what a run may be given", () => {
  const number: ValueType = { kind: "number", integer: false };
  const schema = interfaceSchema(
    [
      { name: "rows", type: { kind: "number", integer: true }, optional: true, description: "How many." },
      { name: "__proto__", type: { kind: "list", element: number }, optional: false },
      { name: "data", type: { kind: "artifact", schemaTitle: "system.Dataset" }, optional: false },
      { name: "status", type: { kind: "taskStatus" }, optional: false },
    ],
    new Map([["rows", 1000]]),
  );
  expect(JSON.stringify(schema)).toBe(
    '{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"rows":{"type":"integer","description":"How many.","default":1000},' +
      '"__proto__":{"type":"array","items":{"type":"number"}}},"required":["__proto__"],"additionalProperties":false}',
  );
});

test("recursive types are definitions that refer to themselves", () => {
  const tree = { kind: "struct" as const, fields: new Map<string, StructField>() };
  const mention: ValueType = { kind: "recursive", name: "a/Tree~", target: tree };
  tree.fields.set("children", { type: { kind: "list", element: mention }, optional: false, description: "Smaller ones." });
  const schema = toJsonSchema(tree);
  const validate = new Ajv2020({ strict: true }).compile(schema);
  expect(validate({ children: [{ children: [] }] })).toBe(true);
  expect(validate({ children: [{ children: [{}] }] })).toBe(false);
  expect(Object.keys(schema.$defs!)).toEqual(["a/Tree~"]);
  expect(acceptsConstant(tree, { children: [{ children: [{}] }] })).toEqual({
    path: ".children[0].children[0].children",
    wanted: "a/Tree~[]",
    given: "nothing",
  });
});
