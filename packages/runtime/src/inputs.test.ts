import type { Artifact } from "@typeline/dsl";
import { Model } from "@typeline/dsl";
import type { ExecutorInput } from "@typeline/ir";
import { expect, test } from "vitest";
import type { Assembly, Json } from "./assembly.ts";
import { evaluate } from "./evaluate.ts";
import { ARGUMENTS, buildInputs } from "./inputs.ts";
import type { RuntimeInterface } from "./interface.ts";

const declare = (properties: Json, more: Partial<RuntimeInterface> = {}, required: string[] = []): RuntimeInterface => ({
  name: "train",
  inputs: { type: "object", properties, required, additionalProperties: false },
  artifacts: {},
  outputs: [],
  bare: false,
  env: [],
  ...more,
});
const given = (parameterValues: Record<string, Json | undefined>, artifacts: Record<string, object[]> = {}): ExecutorInput =>
  ({
    inputs: {
      parameterValues,
      artifacts: Object.fromEntries(Object.entries(artifacts).map(([name, list]) => [name, { artifacts: list }])),
    },
  }) as ExecutorInput;
const build = (input: ExecutorInput, declared: RuntimeInterface) => buildInputs(input, declared, evaluate) as Record<string, any>;
const model = { name: "m", type: { schemaTitle: "system.Model" }, uri: "s3://b/m", metadata: { step: 1, _kfp_workspace: true } };

test("only what is declared reaches the function", () => {
  const declared = declare({ a: { type: "integer" }, cfg: { type: "object" } });
  expect(build(given({ a: 3, cfg: { x: [1] }, other: 1, "a--0": 2 }), declared)).toEqual({ a: 3, cfg: { x: [1] } });
});

test("an optional input that was not given is no property, nor is one that is null", () => {
  expect(Object.keys(build(given({ b: null }), declare({ a: { type: "string" }, b: { type: "string" } })))).toEqual([]);
  expect(build({}, declare({}))).toEqual({});
});

test("a wrong or missing input is told with its place, the type wanted and what was given", () => {
  const declared = declare({ cfg: { type: "object", properties: { layers: { type: "array", items: { type: "integer" } } } } }, {}, ["cfg"]);
  expect(() => build(given({ cfg: { layers: [1, 2, 2.5] } }), declared)).toThrow('input "cfg.layers[2]": expected an integer, got 2.5');
  expect(() => build(given({}), declared)).toThrow('input "cfg": expected an object, nothing was given');
  const long = () => build(given({ cfg: "x".repeat(500) }), declared);
  expect(long).toThrow(/^input "cfg": expected an object, got "x{78}…$/);
});

test("artifacts are opened: one, a list of one, a missing list, a missing optional one", () => {
  const declared = declare({}, { artifacts: { model: {}, models: { list: true }, none: { list: true }, maybe: { optional: true } } });
  const inputs = build(given({}, { model: [model], models: [model] }), declared);
  expect(inputs["model"]).toBeInstanceOf(Model);
  const { name, uri, path, metadata } = inputs["model"] as Artifact;
  expect({ name, uri, path, metadata }).toEqual({
    name: "m",
    uri: "s3://b/m",
    path: "/kfp-workspace/.artifacts/s3/b/m",
    metadata: { step: 1 },
  });
  expect(inputs["models"]).toHaveLength(1);
  expect(inputs["none"]).toEqual([]);
  expect("maybe" in inputs).toBe(false);
  expect(() => build(given({}), declared)).toThrow('input "model": no artifact was given');
});

test("a final status has one spelling", () => {
  const declared = declare({}, { statuses: ["status"] });
  const status = (value: Json) => build(given({ status: value }), declared)["status"];
  expect(status({ state: "COMPLETE", pipelineTaskName: "t", pipelineJobResourceName: "r", error: {} })).toEqual({ state: "SUCCEEDED" });
  expect(status({ state: "CACHED", pipeline_task_name: "t" })).toEqual({ state: "SUCCEEDED" });
  expect(status({ state: "CANCELLED", pipeline_job_resource_name: "r", error: null })).toEqual({ state: "CANCELLED" });
  expect(status({ state: "RUNNING", pipelineTaskName: "t" })).toEqual({ state: "FAILED" });
  expect(status({ state: "FAILED", pipelineTaskName: "t", error: { code: 9, message: "boom" } })).toEqual({
    state: "FAILED",
    error: { code: 9, message: "boom" },
  });
  expect(status({ state: "CANCELLED" })).toEqual({ state: "CANCELLED" });
  expect(build(given({}), declared)).toEqual({});
  const struct = declare({ row: { type: "object" } });
  expect(build(given({ row: { state: "DRAFT", owner: "me" } }), struct)["row"]).toEqual({ state: "DRAFT", owner: "me" });
  const text: Assembly = { text: [{ field: [{ p: "text--0" }, { value: "state" }] }] };
  const assembled = given({ [ARGUMENTS]: { text } as unknown as Json, "text--0": { state: "COMPLETE", pipelineTaskName: "t" } });
  expect(build(assembled, declare({ text: { type: "string" } }))["text"]).toBe("SUCCEEDED");
});

test("arguments are assembled from leaves, which stay out of sight", () => {
  const nodes: Record<string, Assembly> = {
    title: { text: [{ value: "run of " }, { p: "title--0" }] },
    cfg: { object: [{ spread: { p: "cfg--0" } }, ["lr", { p: "cfg--1" }]] },
    models: { list: [{ a: "models--0" }, { spread: { a: "models--1", many: true } }] },
    from: { field: [{ a: "models--0" }, { value: "uri" }] },
    absent: { p: "absent--0" },
  };
  const declared = declare(
    { title: { type: "string" }, cfg: { type: "object" }, from: { type: "string" }, absent: { type: "number" } },
    { artifacts: { models: { list: true } } },
    ["title"],
  );
  const input = given(
    { [ARGUMENTS]: nodes as unknown as Json, "title--0": 1000, "cfg--0": { a: 1, lr: 0 }, "cfg--1": 0.1 },
    { "models--0": [model], "models--1": [model, model] },
  );
  const inputs = build(input, declared);
  expect(Object.keys(inputs).sort()).toEqual(["cfg", "from", "models", "title"]);
  expect([inputs["title"], inputs["cfg"], inputs["from"]]).toEqual(["run of 1000", { a: 1, lr: 0.1 }, "s3://b/m"]);
  expect(inputs["models"].map((artifact: Artifact) => artifact.uri)).toEqual(["s3://b/m", "s3://b/m", "s3://b/m"]);
});

test("an assembled argument is validated, and its failure is told with its name", () => {
  const declared = declare({ n: { type: "integer" } });
  const assembled = (node: Assembly) => given({ [ARGUMENTS]: { n: node } as unknown as Json, "n--0": 1 });
  expect(() => build(assembled({ binary: [{ p: "n--0" }, "/", { value: 2 }] }), declared)).toThrow(
    'input "n": expected an integer, got 0.5',
  );
  expect(() => build(assembled({ binary: [{ p: "n--0" }, "/", { value: 0 }] }), declared)).toThrow(
    'input "n": expected an integer, got Infinity',
  );
  expect(() => build(assembled({ field: [{ p: "no" }, { value: "a" }] }), declared)).toThrow(
    "input \"n\" cannot be put together: Cannot read properties of undefined (reading 'a')",
  );
  expect(() => buildInputs(assembled({ value: 1 }), declared)).toThrow("made for calls without assembled arguments");
});

test("inputs may have the names of prototypes", () => {
  const names = JSON.parse('{"__proto__":{"type":"string"},"constructor":{"type":"string"}}');
  const inputs = build(given(JSON.parse('{"__proto__":"a","constructor":"b"}')), declare(names));
  expect(Object.entries(inputs)).toEqual([["__proto__", "a"], ["constructor", "b"]]); // biome-ignore format: pairs
  expect(build(given({}), declare(names))["constructor"]).toBe(Object);
});
