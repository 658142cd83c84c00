import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ComponentInputsSpec, JsonObject, ParameterType } from "../generated/index.ts";
import { readParameterFile } from "./file.ts";
import { type GivenInputs, readInputs } from "./inputs.ts";
import { explainParameter, parseParameter } from "./parameter.ts";

const schema: JsonObject = {
  type: "object",
  properties: {
    cfg: {
      type: "object",
      properties: {
        layers: { type: "array", items: { type: "integer" } },
        mode: { type: "string", enum: ["fast", "exact"] },
        pair: { type: "array", prefixItems: [{ type: "string" }, { type: "number" }], items: false, minItems: 2 },
        "odd key": { type: "boolean" },
        step: { anyOf: [{ type: "object", properties: { size: { type: "number" } }, required: ["size"] }, { type: "null" }] },
        tree: { $ref: "#/$defs/a~1b%20c" },
      },
      required: ["layers"],
      additionalProperties: false,
    },
    when: { type: "string", pattern: "^\\d{4}-\\d{2}$" },
    __proto__x: { type: "string" },
  },
  $defs: { "a/b c": { type: "object", properties: { left: { $ref: "#/$defs/a~1b%20c" }, of: { const: true } } } },
};

const declared: ComponentInputsSpec = {
  parameters: {
    name: { parameterType: "STRING" },
    rows: { parameterType: "NUMBER_INTEGER", defaultValue: 5 },
    rate: { parameterType: "NUMBER_DOUBLE", isOptional: true },
    dry: { parameterType: "BOOLEAN", isOptional: true },
    tags: { parameterType: "LIST", isOptional: true },
    cfg: { parameterType: "STRUCT", isOptional: true },
    when: { parameterType: "STRING", isOptional: true },
    size: { parameterType: "STRING", isOptional: true, literals: ["s", "m"] },
    status: { parameterType: "TASK_FINAL_STATUS", isOptional: true },
  },
  artifacts: {
    model: { artifactType: { schemaTitle: "system.Model" }, isOptional: true },
    parts: { artifactType: { schemaTitle: "system.Dataset" }, isArtifactList: true, isOptional: true },
  },
};

const given = (inputs: GivenInputs, of: ComponentInputsSpec = declared) => readInputs(of, schema, inputs);
const problemsOf = (name: string, text: string) =>
  given({ texts: [["name", "x"], ...(name === "name" ? [] : [[name, text] as const])] }).problems;

test.each<[string, string, unknown]>([
  ["name", "", ""],
  ["name", "  5 ", "  5 "],
  ["name", "[1]", "[1]"],
  ["rows", "1e3", 1000],
  ["rows", "-0", -0],
  ["rate", "0.25", 0.25],
  ["dry", "false", false],
  ["tags", '["a", {"b": null}]', ["a", { b: null }]],
  [
    "cfg",
    '{"layers": [1, 2], "pair": ["x", 1.5], "odd key": true, "step": {"size": 1}}',
    { layers: [1, 2], pair: ["x", 1.5], "odd key": true, step: { size: 1 } },
  ],
  ["cfg", '{"layers": [], "tree": {"left": {"left": {"of": true}}}}', { layers: [], tree: { left: { left: { of: true } } } }],
  ["when", "2026-01", "2026-01"],
  ["size", "m", "m"],
])("-p %s=%s", (name, text, value) => {
  expect(
    given({
      texts: [
        ["name", "x"],
        [name, text],
      ].slice(name === "name" ? 1 : 0) as [string, string][],
    }),
  ).toEqual({
    parameters: name === "name" ? { name: value } : { name: "x", [name]: value },
    artifacts: {},
    problems: [],
  });
});

test.each([
  ["rows", "ten", 'input `rows`: wanted an integer, but got "ten".'],
  ["rows", "1.5", "input `rows`: wanted an integer, but got 1.5."],
  ["rows", "9007199254740993", "input `rows`: wanted an integer, but got 9007199254740992 (beyond 2^53 numbers lose digits)."],
  ["rate", "1e999", "input `rate`: wanted a number, but got Infinity."],
  ["rate", "", 'input `rate`: wanted a number, but got "".'],
  ["dry", "yes", 'input `dry`: wanted true or false, but got "yes".'],
  ["tags", "{}", "input `tags`: wanted a list, but got {}."],
  ["cfg", "null", "input `cfg`: wanted an object, but got null."],
  ["cfg", "{}", "input `cfg.layers`: wanted a list, but nothing is there."],
  ["cfg", '{"layers": [1, 2, "many"]}', 'input `cfg.layers[2]`: wanted an integer, but got "many".'],
  ["cfg", '{"layers": [], "mode": "slow"}', 'input `cfg.mode`: wanted "fast" or "exact", but got "slow".'],
  ["cfg", '{"layers": [], "pair": ["x"]}', "input `cfg.pair[1]`: wanted a number, but nothing is there."],
  ["cfg", '{"layers": [], "pair": ["x", 1, 2]}', "input `cfg.pair[2]`: wanted nothing, but got 2."],
  ["cfg", '{"layers": [], "odd key": 1}', 'input `cfg["odd key"]`: wanted true or false, but got 1.'],
  ["cfg", '{"layers": [], "step": {"size": "x"}}', 'input `cfg.step.size`: wanted a number, but got "x".'],
  ["cfg", '{"layers": [], "step": 3}', "input `cfg.step`: wanted an object or null, but got 3."],
  ["cfg", '{"layers": [], "tree": {"left": {"of": false}}}', "input `cfg.tree.left.of`: wanted true, but got false."],
  ["cfg", '{"layers": [], "__proto__": 1}', "input `cfg.__proto__`: wanted nothing, but got 1."],
  ["when", "May", 'input `when`: wanted a string like /^\\d{4}-\\d{2}$/, but got "May".'],
  ["size", "xl", 'input `size`: wanted "s" or "m", but got "xl".'],
  ["status", "x", 'input `status`: wanted nothing: only an engine gives it, but got "x".'],
  ["row", "1", "there is no input `row`. Did you mean `rows`?"],
  ["constructor", "1", "there is no input `constructor`. Look for a misspelling."],
  ["model", "", 'input `model`: wanted the path or URI of a system.Model, but got "".'],
  ["parts", "[1]", "input `parts`: wanted a list of paths or URIs of system.Dataset, as JSON, but got [1]."],
])("-p %s=%s is refused", (name, text, problem) => {
  expect(problemsOf(name, text)).toEqual([problem]);
});

test("what JSON's parser says is told of lists and objects", () => {
  expect(problemsOf("tags", "[1,")).toEqual([
    expect.stringMatching(/^input `tags`: wanted a list, as JSON, but got "\[1," \(.*JSON.*\)\.$/),
  ]);
});

test("long values are cut", () => {
  expect(problemsOf("tags", JSON.stringify("x".repeat(500)))[0]!.length).toBeLessThan(150);
});

describe("all inputs", () => {
  test("all that are missing are named at once, with what they are", () => {
    const needy: ComponentInputsSpec = {
      parameters: { a: { parameterType: "LIST" }, b: { parameterType: "STRING", defaultValue: "" } },
      artifacts: { m: { artifactType: { schemaTitle: "system.Model" } } },
    };
    expect(given({}, needy).problems).toEqual(["inputs are missing: `a` (a list), `m` (the path or URI of a system.Model)."]);
  });

  test("a wrong value is not missing too", () => {
    expect(given({ texts: [["a", "x"]] }, { parameters: { a: { parameterType: "LIST" } } }).problems).toHaveLength(1);
  });

  test("texts win over values; values keep their types", () => {
    const result = given({
      texts: [["rows", "7"]],
      values: [
        ["name", "x"],
        ["rows", "seven"],
        ["rate", 1],
      ],
    });
    expect(result).toEqual({ parameters: { rows: 7, name: "x", rate: 1 }, artifacts: {}, problems: [] });
  });

  test("a value of another type is not converted", () => {
    expect(given({ values: [["name", 1.1]] }).problems).toEqual(["input `name`: wanted a string, but got 1.1."]);
  });

  test("a name given twice is a mistake", () => {
    expect(
      given({
        texts: [
          ["name", "a"],
          ["name", "b"],
        ],
      }).problems,
    ).toEqual(["input `name` is given twice."]);
  });

  test("artifacts are paths or URIs, of a list one or several", () => {
    const texts = [
      ["name", "x"],
      ["model", "./m.pkl"],
      ["parts", '["gs://a", "b"]'],
    ] as const;
    expect(given({ texts }).artifacts).toEqual({ model: ["./m.pkl"], parts: ["gs://a", "b"] });
    expect(
      given({
        texts: [
          ["name", "x"],
          ["parts", "a.csv"],
        ],
      }).artifacts,
    ).toEqual({ parts: ["a.csv"] });
  });
});

test("every JSON value reads back from its own text", () => {
  const types: readonly [ParameterType, fc.Arbitrary<unknown>][] = [
    ["LIST", fc.array(fc.jsonValue())],
    ["STRUCT", fc.dictionary(fc.string(), fc.jsonValue())],
    ["NUMBER_DOUBLE", fc.double({ noNaN: true, noDefaultInfinity: true })],
    ["NUMBER_INTEGER", fc.maxSafeInteger()],
    ["BOOLEAN", fc.boolean()],
  ];
  for (const [parameterType, values] of types)
    fc.assert(
      fc.property(values, (value) => {
        const text = JSON.stringify(value);
        expect(parseParameter("x", text, { parameterType })).toEqual({ value: JSON.parse(text) });
      }),
    );
});

test("no text makes anything but a value of its type or a problem", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const result = parseParameter("x", text, { parameterType: "NUMBER_DOUBLE" });
      if (result.problem) expect(explainParameter(result.problem)).toMatch(/^input `x`: wanted a number, but got /);
      else expect(Number.isFinite(result.value)).toBe(true);
    }),
  );
});

describe("files of inputs", () => {
  test.each([
    ["", []],
    ["# none\n", []],
    [
      "name: x\nrows: 5\n",
      [
        ["name", "x"],
        ["rows", 5],
      ],
    ],
    [
      '{"name": "x", "cfg": {"layers": [1]}}',
      [
        ["name", "x"],
        ["cfg", { layers: [1] }],
      ],
    ],
  ])("%j", (text, values) => {
    expect(readParameterFile(text, "p.yaml")).toEqual({ values });
  });

  test.each([
    ["- 1\n", "`p.yaml` must hold an object: the names of inputs, and their values."],
    ["a: 1\n---\nb: 2\n", "`p.yaml` holds 2 documents: one object of inputs is wanted."],
    ["a: [1\n", expect.stringMatching(/^`p\.yaml:2:1` cannot be read: /)],
    ["a: 1\na: 2\n", expect.stringMatching(/^`p\.yaml:2:1` cannot be read: .*unique/)],
  ])("%j is refused", (text, problem) => {
    expect(readParameterFile(text, "p.yaml")).toEqual({ problem });
  });
});
