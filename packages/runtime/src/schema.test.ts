import { expect, test } from "vitest";
import { type Mismatch, mismatch, type Schema } from "./schema.ts";

const schema: Schema = {
  type: "object",
  properties: {
    epochs: { type: "integer" },
    rate: { type: "number" },
    name: { type: "string", pattern: "^v[0-9]+$" },
    on: { type: "boolean" },
    kind: { enum: ["rf", "svm"] },
    one: { const: 1 },
    cfg: { type: "object", properties: { layers: { type: "array", items: { type: "integer" } } }, required: ["layers"] },
    byName: { type: "object", additionalProperties: { type: "number" } },
    closed: { type: "object", properties: { a: { type: "number" } }, additionalProperties: false },
    pair: { type: "array", prefixItems: [{ type: "string" }, { type: "number" }], items: false, minItems: 2 },
    open: { type: "array", prefixItems: [{ type: "string" }, { type: "number" }], items: { type: "boolean" }, minItems: 1 },
    odd: { $ref: "#/$defs/Box%3Ca~1b%3E" },
    note: { anyOf: [{ type: "string" }, { type: "null" }] },
    auto: { type: ["number", "null"] },
    shape: {
      anyOf: [
        { type: "object", properties: { kind: { const: "circle" }, r: { type: "number" } }, required: ["kind", "r"] },
        { type: "object", properties: { kind: { const: "square" }, side: { type: "number" } }, required: ["kind", "side"] },
        { type: "string" },
      ],
    },
    tree: { $ref: "#/$defs/Tree" },
  },
  $defs: {
    "Box<a/b>": { type: "number" },
    Tree: {
      type: "object",
      properties: { value: { type: "number" }, children: { type: "array", items: { $ref: "#/$defs/Tree" } } },
      required: ["value"],
    },
  },
};
const check = (value: object): Mismatch | undefined => mismatch(value, schema, "", schema);

test.each<object>([
  {},
  { epochs: 3, rate: 0.5, name: "v1", on: false, kind: "rf", one: 1, cfg: { layers: [1, 2], more: "is fine" } },
  { byName: { a: 1, __proto__b: 2 }, closed: { a: 1 }, pair: ["a", 1], note: null, auto: null },
  { open: ["a"], odd: 1 },
  { open: ["a", 1, true, false] },
  { shape: { kind: "square", side: 1 }, tree: { value: 1, children: [{ value: 2, children: [] }] }, undeclared: {} },
])("%j is accepted", (value) => {
  expect(check(value)).toBeUndefined();
});

test.each<[object, string, string, unknown]>([
  [{ epochs: 2.5 }, "epochs", "an integer", 2.5],
  [{ rate: "0.5" }, "rate", "a number", "0.5"],
  [{ name: "1" }, "name", "a string like /^v[0-9]+$/", "1"],
  [{ on: "true" }, "on", "true or false", "true"],
  [{ kind: "rff" }, "kind", '"rf" or "svm"', "rff"],
  [{ one: 2 }, "one", "1", 2],
  [{ cfg: null }, "cfg", "an object", null],
  [{ cfg: [] }, "cfg", "an object", []],
  [{ cfg: {} }, "cfg.layers", "a list", undefined],
  [{ cfg: { layers: [1, 2, 2.5] } }, "cfg.layers[2]", "an integer", 2.5],
  [{ byName: { "odd key": "x" } }, 'byName["odd key"]', "a number", "x"],
  [{ closed: { b: 1 } }, "closed.b", "nothing", 1],
  [{ pair: ["a"] }, "pair[1]", "a number", undefined],
  [{ pair: ["a", 1, 2] }, "pair[2]", "nothing", 2],
  [{ open: [] }, "open[0]", "a string", undefined],
  [{ open: ["a", 1, 2] }, "open[2]", "true or false", 2],
  [{ odd: "x" }, "odd", "a number", "x"],
  [{ note: 1 }, "note", "a string or null", 1],
  [{ auto: "x" }, "auto", "a number or null", "x"],
  [{ shape: 1 }, "shape", "an object or a string", 1],
  [{ tree: { value: 1, children: [{ value: "2" }] } }, "tree.children[0].value", "a number", "2"],
])("%j is refused with its place", (value, path, expected, actual) => {
  expect(check(value)).toEqual({ path, expected, actual });
});

test("a required property of a prototype's name is missing unless it is an own one", () => {
  const wants: Schema = { type: "object", properties: { constructor: { type: "string" } } as never, required: ["constructor"] };
  expect(mismatch({}, wants, "", wants)).toMatchObject({ path: "constructor" });
  expect(mismatch({ constructor: "x" }, wants, "", wants)).toBeUndefined();
});

test("a property that is undefined is absent: right where it is optional, missing where it is not", () => {
  const schema = { type: "object", properties: { note: { type: "string" } } };
  expect(mismatch({ note: undefined }, schema, "", schema)).toBeUndefined();
  const strict = { ...schema, required: ["note"] };
  expect(mismatch({ note: undefined }, strict, "", strict)).toMatchObject({ path: "note", actual: undefined });
});
