import fc from "fast-check";
import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import type { PipelineDocument } from "../document.ts";
import type { JsonValue, PipelineSpec } from "../generated/index.ts";
import { pythonFloat, yamlFloat } from "./number.ts";
import { fitsBlock, yamlString } from "./scalar.ts";
import { writeDocument, writeJson } from "./write.ts";
import { writeYaml } from "./yaml.ts";

const tricky = fc.constantFrom(
  ..."y n yes No ON off true False null ~ = << - -- --- ... 1e3 1_000 0o7 017 0b1 0x1F 12:30 12:30:45.5 2024-01-01 .5 5. +1 .inf -.INF .NaN 2.1.0 1.2e+3".split(
    " ",
  ),
  ..."? : ! & * @ % ` | > [ ] { } , # ' \" \\".split(" ").flatMap((sign) => [sign, `${sign}a`, `a${sign}`, `a ${sign} b`, `a${sign}b`]),
  ..."- ? :".split(" ").map((sign) => `${sign} a`),
  ...[
    "",
    " ",
    " a",
    "a ",
    "a: b",
    "a #b",
    "a:",
    "\t",
    "a\tb",
    "\r\n",
    "a\r\nb",
    "a\n",
    "\na",
    "a\n\n",
    "a\n \nb",
    " a\nb",
    "a\n\tb",
    "a\n--- b",
    "a \nb ",
  ],
  ...[
    "E0",
    ".",
    "-.e1",
    "{{$}}",
    "{{$.inputs.parameters['x']}}",
    "\u0085",
    "\u2028",
    "\ufeff",
    "\0",
    "\x7f",
    "\u202e",
    "é",
    "日本\n語",
    "😀",
    "\ud83d",
    "a\n\ud83d",
  ],
);
const text = fc.oneof(
  tricky,
  fc.string({ unit: "binary" }),
  fc.array(fc.oneof(tricky, fc.string())).map((parts) => parts.join("")),
);

test("any text reads back as itself, with YAML 1.2 and 1.1, as a value, a key and an item", () => {
  fc.assert(
    fc.property(text, (value) => {
      const written = writeYaml("TypelineConfig", { inputs: { value, list: [value, [value]], [`k${value}`]: {}, [value]: 1 } });
      const expected = { inputs: { value, list: [value, [value]], [`k${value}`]: {}, [value]: 1 } };
      expect(parse(written)).toEqual(expected);
      expect(parse(written, { version: "1.1" })).toEqual(expected);
    }),
    { numRuns: 3000 },
  );
});

test("text that needs no quotes has none, and a script stays readable", () => {
  for (const plain of ["2.1.0", "--executor_input", "gs://b/k", "int(inputs.x['a']) > 5", "a, b", "it's", "aGVsbG8+/w=="])
    expect(yamlString(plain)).toBe(plain);
  expect(yamlString("{{$.inputs.parameters['x']}}")).toBe("'{{$.inputs.parameters[''x'']}}'");
  expect(yamlString("tab\there, é")).toBe('"tab\\there, é"');
  expect(yamlString("right\u202eleft")).toBe('"right\\u202eleft"');
  expect(fitsBlock("set -e\n\n  node x.mjs\n")).toBe(true);
  expect(writeYaml("EnvVar", { name: "x", value: "set -e\n\n  node x\n" })).toBe("name: x\nvalue: |\n  set -e\n\n    node x\n");
});

test("a text of 200,000 characters stays on one line, and a key of 2,000 can be read", () => {
  const long = "aGVsbG8+".repeat(25_000);
  const key = "k".repeat(2000);
  const written = writeYaml("TypelineConfig", { inputs: { long, [key]: [1, { [key]: long }] } });
  expect(Math.max(...written.split("\n").map((line) => line.length))).toBeGreaterThan(200_000);
  expect(parse(written)).toEqual({ inputs: { long, [key]: [1, { [key]: long }] } });
});

test("any JSON value reads back as itself", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (value) => {
      // JSON has no negative zero, and YAML 1.2 reads `-0.0` as one.
      const inputs = JSON.parse(JSON.stringify(value)) as { [key: string]: JsonValue };
      const read = JSON.parse(JSON.stringify(parse(writeYaml("TypelineConfig", { inputs })))) as unknown;
      expect(read).toEqual({ inputs });
    }),
  );
});

// What CPython 3.11 prints.
test.each([
  [0, "0.0"],
  [-0, "-0.0"],
  [9, "9.0"],
  [0.1, "0.1"],
  [1e15, "1000000000000000.0"],
  [1e16, "1e+16"],
  [1.5e22, "1.5e+22"],
  [0.0001, "0.0001"],
  [0.00012345, "0.00012345"],
  [0.00001, "1e-05"],
  [-1.25e-7, "-1.25e-07"],
  [5e-324, "5e-324"],
  [1.7976931348623157e308, "1.7976931348623157e+308"],
  [0.268435456, "0.268435456"],
])("%d is printed as Python does", (value, expected) => {
  expect(pythonFloat(value)).toBe(expected);
});

test("every double reads back as itself", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Number(pythonFloat(value))).toBe(value);
      expect(parse(yamlFloat(value), { version: "1.1" })).toBe(value);
      expect(parse(yamlFloat(value))).toBe(value);
    }),
  );
});

const spec = (changes: Partial<PipelineSpec> = {}): PipelineSpec => ({
  schemaVersion: "2.1.0",
  pipelineInfo: { name: "p" },
  root: { dag: { tasks: {} } },
  ...changes,
});

test("keys are sorted, defaults are left out, numbers are doubles unless KFP has an integer", () => {
  const document: PipelineDocument = {
    spec: spec({
      sdkVersion: "",
      components: {},
      root: {
        dag: {
          tasks: {
            b: {
              retryPolicy: { maxRetryCount: 3, backoffFactor: 2, backoffDuration: "0s" },
              componentRef: { name: "comp-b" },
              dependentTasks: [],
            },
            a: {
              componentRef: { name: "comp-a" },
              cachingOptions: { enableCache: false, cacheKey: "" },
              inputs: {
                parameters: { z: { runtimeValue: { constant: 0 } }, y: { runtimeValue: { constant: { e: [], n: 1, s: "" } } } },
                artifacts: {},
              },
              iteratorPolicy: { parallelismLimit: 0 },
            },
          },
        },
      },
    }),
    platforms: {
      platforms: {
        kubernetes: {
          deploymentSpec: { executors: { "exec-a": { activeDeadlineSeconds: "20", secretAsEnv: [{ secretName: "s", optional: false }] } } },
        },
        typeline: { config: { version: 1, sources: { files: ["a.ts"], tasks: { root: { a: [0, 12, 3] } } } } },
      },
    },
  };
  expect(writeDocument(document)).toBe(`# PIPELINE DEFINITION
# Name: p
pipelineInfo:
  name: p
root:
  dag:
    tasks:
      a:
        cachingOptions: {}
        componentRef:
          name: comp-a
        inputs:
          parameters:
            'y':
              runtimeValue:
                constant:
                  e: []
                  'n': 1.0
                  s: ''
            z:
              runtimeValue:
                constant: 0.0
        iteratorPolicy: {}
      b:
        componentRef:
          name: comp-b
        retryPolicy:
          backoffDuration: 0s
          backoffFactor: 2.0
          maxRetryCount: 3
schemaVersion: 2.1.0
---
platforms:
  kubernetes:
    deploymentSpec:
      executors:
        exec-a:
          activeDeadlineSeconds: '20'
          secretAsEnv:
          - optional: false
            secretName: s
  typeline:
    config:
      sources:
        files:
        - a.ts
        tasks:
          root:
            a: [0, 12, 3]
      version: 1
`);
  const { spec: json, platforms } = readBoth(writeDocument(document));
  expect(JSON.parse(writeJson(document))).toEqual({ pipeline_spec: json, platform_spec: platforms });
  expect(JSON.parse(writeJson({ spec: document.spec }))).toEqual(json);
});

const readBoth = (yaml: string) => {
  const [spec, platforms] = parseAllDocuments(yaml).map((document) => document.toJS() as unknown);
  return { spec, platforms };
};

test("the header has Python's notation", () => {
  const parameters = {
    s: { parameterType: "STRING", defaultValue: "it's" },
    n: { parameterType: "NUMBER_INTEGER", defaultValue: 2 },
    b: { parameterType: "BOOLEAN", defaultValue: true },
    l: { parameterType: "LIST", defaultValue: ["it's", 'say "hi"', "a'b\"c\n", null, false] },
    d: { parameterType: "STRUCT", defaultValue: { b: 1, a: { c: [] } } },
    f: { parameterType: "NUMBER_DOUBLE" },
  } as const;
  const root = {
    inputDefinitions: { parameters, artifacts: { data: { artifactType: { schemaTitle: "system.Dataset", schemaVersion: "0.0.1" } } } },
    outputDefinitions: { parameters: { Output: { parameterType: "STRING" } } },
  } as unknown as PipelineSpec["root"];
  const written = writeDocument({ spec: spec({ root, pipelineInfo: { name: "p", description: "One.\r\n\r\n  Two.\n" } }) });
  expect(written.slice(0, written.indexOf("pipelineInfo"))).toBe(`# PIPELINE DEFINITION
# Name: p
# Description: One.
#              ${""}
#                Two.
# Inputs:
#    b: bool [Default: True]
#    d: dict [Default: {'a': {'c': []}, 'b': 1.0}]
#    data: system.Dataset
#    f: float
#    l: list [Default: ["it's", 'say "hi"', 'a\\'b"c\\n', None, False]]
#    n: int [Default: 2.0]
#    s: str [Default: 'it's']
# Outputs:
#    Output: str
`);
});

test("nothing in a name, description or default can leave the comment", () => {
  fc.assert(
    fc.property(text, text, text, (name, description, value) => {
      const root = { inputDefinitions: { parameters: { [name]: { parameterType: "STRING" as const, defaultValue: value } } } };
      const document = { spec: spec({ root, pipelineInfo: { name, description } }) };
      const expected = { schemaVersion: "2.1.0", root, pipelineInfo: description === "" ? { name } : { name, description } };
      expect(readBoth(writeDocument(document)).spec).toEqual(expected);
    }),
  );
});

test("the order of keys does not matter, and hostile names stay keys", () => {
  const task = { componentRef: { name: "__proto__" } };
  const tasks = Object.fromEntries(["constructor", "__proto__", "toString", "b"].map((name) => [name, task]));
  const reversed = Object.fromEntries(Object.entries(tasks).reverse());
  const written = writeDocument({ spec: spec({ root: { dag: { tasks } } }) });
  expect(writeDocument({ spec: spec({ root: { dag: { tasks: reversed } } }) })).toBe(written);
  expect(Object.keys((parse(written) as PipelineSpec).root.dag!.tasks!)).toEqual(["__proto__", "b", "constructor", "toString"]);
  const json = JSON.parse(writeJson({ spec: spec({ root: { dag: { tasks } } }) })) as PipelineSpec;
  expect(Object.keys(json.root.dag!.tasks!)).toEqual(["__proto__", "b", "constructor", "toString"]);
});
