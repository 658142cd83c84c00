import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Finding, own } from "../finding.ts";
import { shapes } from "../generated/shapes.generated.ts";
import type { Shape } from "../shape.ts";
import { type RootMessage, validate } from "./validate.ts";

const schemas: Readonly<Record<RootMessage, string>> = {
  PipelineSpec: "pipeline-spec",
  PlatformSpec: "platform-spec",
  ExecutorInput: "executor-input",
  ExecutorOutput: "executor-output",
};

const ajv = new Ajv2020({ allowUnionTypes: true, ownProperties: true });
const loaded = Object.values(schemas).map((name) => {
  const schema = JSON.parse(readFileSync(new URL(`../../../../schemas/${name}.schema.json`, import.meta.url), "utf8")) as { $id: string };
  ajv.addSchema(schema);
  return schema.$id;
});
const byAjv = new Map(
  Object.keys(schemas).map((message, index) => [message as RootMessage, ajv.getSchema(loaded[index]!) as ValidateFunction]),
);

function findingsOf(message: RootMessage, value: unknown): Finding[] {
  const findings: Finding[] = [];
  validate(message, value, [], (finding) => findings.push(finding));
  return findings;
}

/** Values of a shape that fit now and then, and often almost. */
function arbitrary(shape: Shape, depth: number): fc.Arbitrary<unknown> {
  const wrong = fc.constantFrom<unknown>(true, 0, 1.5, "", "x", [], {}, [0], { x: 1 }, -(2 ** 40));
  const right = (): fc.Arbitrary<unknown> => {
    if (depth > 12) return fc.constantFrom({}, [], "x");
    switch (shape.kind) {
      case "message": {
        const { fields, rest, required = [], oneOf = [], exclusive = [] } = shapes[shape.name]!;
        const any = Object.keys(fields).filter((key) => !required.includes(key) && !oneOf.includes(key) && !exclusive.includes(key));
        const alternatives = oneOf.length > 0 ? oneOf : exclusive;
        const stray = fc.constantFrom("x", "__proto__", "toString", ...Object.keys(fields)).map((key) => [key]);
        const keys = fc.tuple(
          fc.constant(required),
          fc.subarray(any, { maxLength: Math.min(any.length, 3) }),
          alternatives.length === 0 ? fc.constant([]) : fc.constantFrom(...alternatives).map((key) => [key]),
          fc.oneof({ weight: 60, arbitrary: fc.constant<string[]>([]) }, { weight: 1, arbitrary: stray }),
        );
        return keys.chain((groups) => {
          const names = [...new Set(groups.flat())];
          const values = names.map((key) => arbitrary(own(fields, key) ?? rest ?? { kind: "json" }, depth + 1));
          return fc.tuple(...values).map((all) => Object.fromEntries(names.map((key, index) => [key, all[index]])));
        });
      }
      case "map":
        return fc.dictionary(fc.constantFrom("a", "b", "__proto__", "constructor"), arbitrary(shape.of, depth + 1), {
          maxKeys: depth > 4 ? 1 : 2,
        });
      case "list":
        return fc.array(arbitrary(shape.of, depth + 1), { maxLength: 2 });
      case "tuple":
        return fc.oneof(fc.tuple(...shape.of.map((item) => arbitrary(item, depth + 1))), fc.array(fc.nat(3)));
      case "string":
        return fc.constantFrom(...(shape.enum ?? ["", "x", "1.5s", "-2s", `${"0".repeat(63)}f`]));
      case "integer":
        return fc.oneof(fc.integer(), fc.nat(2));
      case "int64":
        return fc.constantFrom<unknown>("1", "-20", 3, "1.5");
      case "double":
        return fc.constantFrom(0, 1.5, -3);
      case "boolean":
        return fc.boolean();
      case "json":
        return shape.object ? fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 1 })) : fc.jsonValue({ maxDepth: 1 });
    }
  };
  return fc.oneof({ weight: 150, arbitrary: fc.constant(undefined).chain(right) }, { weight: 1, arbitrary: wrong });
}

test.each(Object.keys(schemas) as RootMessage[])("of %s it accepts and refuses what Ajv does by the JSON Schema", (message) => {
  let accepted = 0;
  fc.assert(
    fc.property(arbitrary({ kind: "message", name: message }, 0), (value) => {
      const agrees = byAjv.get(message)!(value);
      accepted += agrees ? 1 : 0;
      expect(findingsOf(message, value).length === 0).toBe(agrees);
    }),
    { numRuns: 2000 },
  );
  expect(accepted).toBeGreaterThan(200);
  expect(accepted).toBeLessThan(1900);
});

test("null is an absent field, as in protojson", () => {
  expect(findingsOf("ExecutorOutput", { artifacts: null, parameterValues: { x: null } })).toEqual([]);
  expect(findingsOf("ExecutorOutput", { artifacts: { x: null } })).toHaveLength(1);
});
