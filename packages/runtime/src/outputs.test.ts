import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Dataset, Metrics, Model } from "@typeline/dsl";
import type { ExecutorInput } from "@typeline/ir";
import { expect, test } from "vitest";
import type { RuntimeInterface } from "./interface.ts";
import { publishOutputs } from "./outputs.ts";

const folder = await mkdtemp(join(tmpdir(), "typeline-outputs-"));
const artifactPlace = (name: string) => ({
  artifacts: [{ name: `projects/1/${name}`, uri: `s3://b/${name}`, customPath: join(folder, name), metadata: { given: 1 } }],
});
const input: ExecutorInput = {
  outputs: {
    parameters: { accuracy: { outputFile: "/tmp/accuracy" } },
    artifacts: { model: artifactPlace("model"), metrics: artifactPlace("metrics"), "executor-logs": artifactPlace("executor-logs") },
  },
};
const declare = (outputs: string[], bare = false): RuntimeInterface => ({
  name: "train",
  inputs: {},
  artifacts: {},
  outputs,
  bare,
  env: [],
});
const publish = (result: unknown, outputs: string[], bare = false) => publishOutputs(result, input, declare(outputs, bare));

test("all declared outputs are told, and nothing else", async () => {
  const result = {
    accuracy: 0.9,
    cfg: { a: [1, undefined], skip: undefined },
    model: Model.text("weights", { step: 2 }),
    metrics: Metrics.of({ auc: 1 }),
  };
  const output = await publish(result, ["accuracy", "cfg", "model", "metrics"]);
  expect(output).toEqual({
    parameterValues: { accuracy: 0.9, cfg: { a: [1, undefined] } },
    artifacts: {
      model: { artifacts: [{ name: "projects/1/model", uri: "s3://b/model", metadata: { given: 1, step: 2 } }] },
      metrics: { artifacts: [{ name: "projects/1/metrics", uri: "s3://b/metrics", metadata: { given: 1, auc: 1 } }] },
    },
  });
  expect(await readFile(join(folder, "model"), "utf8")).toBe("weights");
});

test("a bare result is the one output", async () => {
  expect((await publish([1, 2], ["Output"], true)).parameterValues).toEqual({ Output: [1, 2] });
  expect((await publish({ a: 1 }, ["Output"], true)).parameterValues).toEqual({ Output: { a: 1 } });
});

test("a component without outputs may return anything", async () => {
  expect(await publish(5, [])).toEqual({ parameterValues: {}, artifacts: {} });
});

test("an artifact from elsewhere keeps its uri", async () => {
  const output = await publish({ model: Model.fromUri("hf://acme/base") }, ["model"]);
  expect(output.artifacts?.["model"]?.artifacts?.[0]).toMatchObject({ uri: "hf://acme/base", name: "projects/1/model" });
});

test.each<[string, unknown, string[], string]>([
  ["nothing at all", undefined, ["a"], 'the component returned nothing; it declares an object with "a"'],
  ["a list", [1], ["a", "b"], 'the component returned a list; it declares an object with "a", "b"'],
  ["a missing output", { a: 1 }, ["a", "b"], 'output "b": nothing was returned'],
  ["an output of a prototype's name that is missing", { a: 1 }, ["a", "constructor"], 'output "constructor": nothing was returned'],
  ["null", { a: null }, ["a"], 'output "a": null was returned'],
  ["an undeclared output", { a: 1, acc: 2 }, ["a"], 'the component returned "acc", which is none of its declared outputs "a"'],
  ["NaN", { a: { loss: [Number.NaN] } }, ["a"], 'output "a".loss[0]: NaN cannot be stored as JSON'],
  ["a date", { a: new Date() }, ["a"], 'output "a": a Date cannot be stored as JSON: convert it to a string'],
  ["a map", { a: new Map() }, ["a"], 'output "a": a Map cannot be stored as JSON'],
  ["a BigInt", { a: 1n }, ["a"], 'output "a": a BigInt cannot be stored as JSON'],
  ["a promise", { a: Promise.resolve(1) }, ["a"], 'output "a": a Promise cannot be stored as JSON: `await` it'],
  [
    "a value for an artifact",
    { model: "weights" },
    ["model"],
    'output "model": an artifact is declared, a value of type string was returned',
  ],
  [
    "an artifact for a parameter",
    { accuracy: Dataset.text("x") },
    ["accuracy"],
    'output "accuracy": an artifact was returned, a parameter is declared',
  ],
  [
    "an artifact in a struct",
    { accuracy: { data: Dataset.text("x") } },
    ["accuracy"],
    'output "accuracy".data: an artifact cannot be stored as JSON',
  ],
  ["NaN in metadata", { model: Model.text("x", { loss: Number.NaN }) }, ["model"], 'metadata of output "model".loss: NaN'],
])("%s is refused", async (_, result, outputs, message) => {
  await expect(publish(result, outputs)).rejects.toThrow(message);
});

test("nothing is written if one of the outputs is refused", async () => {
  const path = join(folder, "kept-back");
  const places: ExecutorInput = { outputs: { artifacts: { data: { artifacts: [{ uri: "s3://b/x", customPath: path }] } } } };
  const result = { data: Dataset.text("x"), loss: Number.NaN };
  await expect(publishOutputs(result, places, declare(["data", "loss"]))).rejects.toThrow("NaN");
  await expect(readFile(path)).rejects.toThrow("ENOENT");
});
