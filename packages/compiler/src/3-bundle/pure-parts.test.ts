import { decode, encode } from "@jridgewell/sourcemap-codec";
import type { Json } from "@typeline/runtime";
import fc from "fast-check";
import { expect, test } from "vitest";
import { literal } from "./javascript.ts";
import { originsIn } from "./origins.ts";
import { reduceSourceMap } from "./source-map.ts";
import { weigh } from "./weights.ts";

const key = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("__proto__", "constructor", "a b", "'", '"', "\u2028", "</script>", "${x}"),
);
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
    key,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3 }),
  ),
})).value;

test("a literal is the value that it prints, whatever its keys", () => {
  fc.assert(
    fc.property(json, (value) => {
      const read = new Function(`return ${literal(value)}`)() as Json;
      expect(JSON.stringify(read)).toBe(JSON.stringify(value));
    }),
  );
  expect(literal(undefined)).toBe("undefined");
});

test("a reduced source map keeps the author's places and ends them where others begin", () => {
  const mappings = encode([
    [
      [0, 0, 4, 2],
      [5, 1, 0, 0],
      [9, 1, 1, 0],
      [12, 0, 5, 1, 1],
    ],
    [[3, 1, 7, 7]],
  ]);
  const reduced = JSON.parse(
    reduceSourceMap({ sources: ["own", "library"], names: ["no", "yes"], mappings }, (source) =>
      source === "own" ? "src/own.ts" : undefined,
    ),
  );
  expect(reduced).toMatchObject({ version: 3, sources: ["src/own.ts"], names: ["yes"] });
  expect(decode(reduced.mappings)).toEqual([[[0, 0, 4, 2], [5], [12, 0, 5, 1, 0]], []]);
});

test("inputs are weighed by package or own file, heaviest first", () => {
  const originOf = originsIn("/projects/mine", new Map([["@typeline/runtime", "/opt/runtime"]]));
  const inputs = {
    "src/a.ts": 5,
    "node_modules/zod/index.js": 7,
    "node_modules/zod/lib/deep.js": 3,
    "node_modules/.pnpm/@acme+x@1/node_modules/@acme/x/index.js": 20,
    "node_modules/zod/node_modules/inner/index.js": 1,
    "../../../opt/runtime/dist/index.js": 9,
    "../lib/b.ts": 2,
    "src/a.ts.mts?typeline-import=0": 4,
    "typeline:typeline:entry/0": 4,
  };
  const bytes = Object.fromEntries(Object.entries(inputs).map(([input, bytesInOutput]) => [input, { bytesInOutput }]));
  expect(weigh(bytes, originOf).map(({ name, bytes }) => `${name} ${bytes}`)).toEqual([
    "@acme/x 20",
    "zod 10",
    "@typeline/runtime 9",
    "src/a.ts 5",
    "../lib/b.ts 2",
    "inner 1",
  ]);
});
