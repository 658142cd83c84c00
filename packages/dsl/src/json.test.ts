import fc from "fast-check";
import { expect, test } from "vitest";
import { checkJson, toJson } from "./json.ts";

test("what is written is what is read", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(toJson(value, "it"))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

const circle: Record<string, unknown> = {};
circle["self"] = circle;

test.each<[unknown, string]>([
  [Number.NaN, "it: NaN"],
  [{ a: [0, Number.NEGATIVE_INFINITY] }, "it.a[1]: -Infinity"],
  [{ "odd key": 1n }, 'it["odd key"]: a BigInt'],
  [new Map(), "it: a Map"],
  [{ a: new Set() }, "it.a: a Set"],
  [{ weights: new Float32Array(1) }, "it.weights: a Float32Array cannot be stored as JSON: convert it by Array.from()"],
  [{ total: Promise.resolve(1) }, "it.total: a Promise cannot be stored as JSON: `await` it"],
  [() => 1, "it: a function"],
  [[Symbol("a")], "it[0]: a symbol"],
  [/a/, "it: a RegExp"],
  [circle, "it.self: an object that contains itself"],
])("%o is refused", (value, message) => {
  expect(() => toJson(value, "it")).toThrow(message);
});

test("the same object in two places is no circle", () => {
  const shared = { a: 1 };
  expect(toJson([shared, shared], "it")).toBe('[{"a":1},{"a":1}]');
});

test("a date is its text in a file, and no value of a parameter", () => {
  expect(toJson({ at: new Date(0) }, "it")).toBe('{"at":"1970-01-01T00:00:00.000Z"}');
  expect(() => checkJson({ at: new Date(0) }, "it", false)).toThrow("it.at: a Date cannot be stored as JSON: convert it to a string");
});
