import type { ComponentSpec, InputParameterSpec, JsonValue, ParameterType, PipelineTaskSpec, RuntimeArtifact } from "@typeline/ir";
import { describe, expect, test } from "vitest";
import type { Values } from "../values.ts";
import { stopped, succeeded } from "./ended.ts";
import { completed, resolved, type Scope, short } from "./inputs.ts";
import { TaskFailure } from "./task-failure.ts";

const values = (parameters: Record<string, JsonValue> = {}, artifacts: Record<string, readonly RuntimeArtifact[]> = {}): Values => ({
  parameters: new Map(Object.entries(parameters)),
  artifacts: new Map(Object.entries(artifacts)),
});

const scope: Scope = {
  inputs: values({ given: "x", struct: { list: [1, { deep: "y" }] } }, { data: [{ uri: "/d" }] }),
  ended: (task) =>
    task === "done" ? succeeded(values({ out: 3 }, { made: [{ uri: "/m" }] })) : task === "skipped" ? stopped("SKIPPED") : undefined,
  finalStatus: (task, { state }) => ({ task, state }),
};

/** What one input is worth. */
function worth(spec: InputParameterSpec): JsonValue | undefined {
  const task = { inputs: { parameters: { one: spec } } } as unknown as PipelineTaskSpec;
  return resolved(task, scope, () => undefined).parameters.get("one");
}

describe("an input's source", () => {
  test.each<[string, InputParameterSpec, JsonValue | undefined]>([
    ["a constant", { runtimeValue: { constant: [1, null] } }, [1, null]],
    ["a constant that is null", { runtimeValue: { constant: null } } as never, null],
    ["an input of the DAG", { componentInputParameter: "given" }, "x"],
    ["an absent input of the DAG", { componentInputParameter: "missing" }, undefined],
    ["a name that all objects have", { componentInputParameter: "toString" }, undefined],
    ["an output of a task", { taskOutputParameter: { producerTask: "done", outputParameterKey: "out" } }, 3],
    ["an output that the task did not give", { taskOutputParameter: { producerTask: "done", outputParameterKey: "other" } }, undefined],
    ["an output of a task that was skipped", { taskOutputParameter: { producerTask: "skipped", outputParameterKey: "out" } }, undefined],
    ["an output of a task that has not ended", { taskOutputParameter: { producerTask: "later", outputParameterKey: "out" } }, undefined],
    ["a final status", { taskFinalStatus: { producerTask: "done" } }, { task: "done", state: "SUCCEEDED" }],
    ["nothing", {}, undefined],
    [
      "a part of a value",
      { componentInputParameter: "struct", parameterExpressionSelector: 'parseJson(string_value)["list"]' },
      [1, { deep: "y" }],
    ],
  ])("%s", (_what, spec, value) => {
    expect(worth(spec)).toEqual(value);
  });

  test("a part that the value does not have fails the task", () => {
    const spec = { componentInputParameter: "given", parameterExpressionSelector: 'parseJson(string_value)["list"]' };
    expect(() => worth(spec)).toThrow(TaskFailure);
    expect(() => worth(spec)).toThrow('the input "one" cannot be selected from "x" with');
  });

  test("constants have other inputs of the task filled in, whatever their order", () => {
    const constant = (text: JsonValue) => ({ runtimeValue: { constant: text } });
    const parameters = {
      first: constant("{{$.inputs.parameters['second']}}!"),
      second: { componentInputParameter: "given" },
      whole: constant({ all: ["{{$.inputs.parameters['third']}}"] }),
      third: { taskOutputParameter: { producerTask: "done", outputParameterKey: "out" } },
      unknown: constant("{{$.inputs.parameters['absent']}}"),
    };
    const found = resolved({ inputs: { parameters } } as unknown as PipelineTaskSpec, scope, () => undefined).parameters;
    expect(Object.fromEntries(found)).toEqual({
      first: "x!",
      second: "x",
      whole: { all: ["3"] },
      third: 3,
      unknown: "{{$.inputs.parameters['absent']}}",
    });
  });

  test("artifacts: of the DAG, of a task, or none", () => {
    const artifacts = {
      a: { componentInputArtifact: "data" },
      b: { taskOutputArtifact: { producerTask: "done", outputArtifactKey: "made" } },
      c: { taskOutputArtifact: { producerTask: "skipped", outputArtifactKey: "made" } },
    };
    const found = resolved({ inputs: { artifacts } } as unknown as PipelineTaskSpec, scope, () => undefined).artifacts;
    expect(Object.fromEntries(found)).toEqual({ a: [{ uri: "/d" }], b: [{ uri: "/m" }] });
  });
});

describe("a component's inputs", () => {
  const takes = (parameterType: ParameterType, more: object = {}) =>
    ({ inputDefinitions: { parameters: { x: { parameterType, ...more } } } }) as unknown as ComponentSpec;
  const given = (value: JsonValue) => values({ x: value });

  test.each<[ParameterType, JsonValue, JsonValue]>([
    ["STRING", "a", "a"],
    ["STRING", 3, "3"],
    ["STRING", { a: 1 }, '{"a":1}'],
    ["NUMBER_INTEGER", 3, 3],
    ["NUMBER_INTEGER", 3.0, 3],
    ["NUMBER_DOUBLE", 0.5, 0.5],
    ["BOOLEAN", false, false],
    ["LIST", [1], [1]],
    ["LIST", "[1]", [1]],
    ["STRUCT", { a: 1 }, { a: 1 }],
    ["STRUCT", '{"a":1}', { a: 1 }],
  ])("%s takes %j", (type, value, taken) => {
    expect(completed(takes(type), given(value)).parameters.get("x")).toEqual(taken);
  });

  test.each<[ParameterType, JsonValue]>([
    ["NUMBER_INTEGER", 0.5],
    ["NUMBER_INTEGER", "3"],
    ["NUMBER_DOUBLE", "0.5"],
    ["BOOLEAN", "true"],
    ["BOOLEAN", 1],
    ["LIST", "{}"],
    ["LIST", "[1"],
    ["LIST", { a: 1 }],
    ["STRUCT", [1]],
    ["STRUCT", "x"],
  ])("%s does not take %j", (type, value) => {
    expect(() => completed(takes(type), given(value))).toThrow(`the input "x" is ${type}, and ${JSON.stringify(value)} is none`);
  });

  test("a default, an optional input, an item that is given later, one that is missing", () => {
    expect(completed(takes("STRING", { defaultValue: "d", isOptional: true }), values()).parameters.get("x")).toBe("d");
    expect(completed(takes("STRING", { isOptional: true }), values()).parameters.has("x")).toBe(false);
    expect(completed(takes("STRING", { isOptional: true }), given("v")).parameters.get("x")).toBe("v");
    expect(completed(takes("STRING"), values(), "x").parameters.has("x")).toBe(false);
    expect(() => completed(takes("STRING"), values())).toThrow('the input "x" has no value, and it is not optional');
  });

  test("what is not declared is not handed on", () => {
    expect(completed(takes("STRING"), values({ x: "1", y: "2" }, { z: [] }))).toEqual(values({ x: "1" }));
  });

  test("one artifact, a list of them, none", () => {
    const one = { inputDefinitions: { artifacts: { x: {} } } } as unknown as ComponentSpec;
    const list = { inputDefinitions: { artifacts: { x: { isArtifactList: true } } } } as unknown as ComponentSpec;
    const optional = { inputDefinitions: { artifacts: { x: { isOptional: true } } } } as unknown as ComponentSpec;
    const of = (...artifacts: RuntimeArtifact[]) => values({}, { x: artifacts });
    expect(completed(one, of({ uri: "/a" })).artifacts.get("x")).toEqual([{ uri: "/a" }]);
    expect(completed(list, of()).artifacts.get("x")).toEqual([]);
    expect(completed(optional, values()).artifacts.has("x")).toBe(false);
    expect(() => completed(one, values())).toThrow('the input "x" has no artifact, and it is not optional');
    expect(() => completed(one, of({ uri: "/a" }, { uri: "/b" }))).toThrow('the input "x" is one artifact, and there are 2');
  });
});

test("a long value is cut for a message", () => {
  expect(short("x".repeat(200))).toHaveLength(81);
  expect(short([1])).toBe("[1]");
});
