import type { ExecutorInput } from "@typeline/ir";
import { describe, expect, test } from "vitest";
import { TaskFailure } from "../engine/task-failure.ts";
import { filledText, filledWords, type Known } from "./command.ts";

const input: ExecutorInput = {
  inputs: {
    parameterValues: {
      text: "a b",
      number: 3,
      half: 0.5,
      yes: true,
      list: [1, "x"],
      struct: { k: "v" },
      empty: "",
      template: "{{$.inputs.parameters['text']}}",
    },
    artifacts: {
      data: { artifacts: [{ name: "data", uri: "/run/artifacts/d/data", metadata: { rows: 3, kind: "x", deep: { a: 1 } } }] },
      far: { artifacts: [{ name: "far", uri: "gs://b/far", customPath: "/run/far" }] },
      many: { artifacts: [{ uri: "/a" }, { uri: "/b" }] },
      none: { artifacts: [] },
    },
  },
  outputs: {
    parameters: { size: { outputFile: "/task/parameters/size" } },
    artifacts: { model: { artifacts: [{ name: "model", uri: "/task/artifacts/model", metadata: { kind: "m" } }] } },
    outputFile: "/task/executor_output.json",
  },
};
const facts: Known["facts"] = (name) => (name === "pipeline_job_uuid" ? "run-1" : undefined);
const known: Known = { input, facts };
const words = (...list: string[]) => filledWords(list, known);

describe("a placeholder", () => {
  test.each<[string, string]>([
    ["{{$.inputs.parameters['text']}}", "a b"],
    ['{{$.inputs.parameters["text"]}}', "a b"],
    ["{{$.inputs.parameters['number']}}", "3"],
    ["{{$.inputs.parameters['half']}}", "0.5"],
    ["{{$.inputs.parameters['yes']}}", "true"],
    ["{{$.inputs.parameters['list']}}", '[1,"x"]'],
    ["{{$.inputs.parameters['struct']}}", '{"k":"v"}'],
    ["{{$.inputs.parameters['empty']}}", ""],
    ["--text={{$.inputs.parameters['text']}}/{{$.inputs.parameters['number']}}!", "--text=a b/3!"],
    ["{{$.inputs.artifacts['data'].path}}", "/run/artifacts/d/data"],
    ["{{$.inputs.artifacts['data'].uri}}", "/run/artifacts/d/data"],
    ["{{$.inputs.artifacts['far'].path}}", "/run/far"],
    ["{{$.inputs.artifacts['far'].uri}}", "gs://b/far"],
    ["{{$.inputs.artifacts['data'].metadata['rows']}}", "3"],
    ["{{$.inputs.artifacts['data'].metadata['kind']}}", "x"],
    ["{{$.inputs.artifacts['data'].metadata['deep']}}", '{"a":1}'],
    ["{{$.outputs.parameters['size'].output_file}}", "/task/parameters/size"],
    ["{{$.outputs.artifacts['model'].path}}", "/task/artifacts/model"],
    ["{{$.outputs.artifacts['model'].uri}}", "/task/artifacts/model"],
    ["{{$.outputs.output_file}}", "/task/executor_output.json"],
    ["{{$.pipeline_job_uuid}}", "run-1"],
    ["{{$}}", JSON.stringify(input)],
    ["no placeholder {{x}}", "no placeholder {{x}}"],
  ])("%s", (word, filled) => {
    expect(words(word)).toEqual([filled]);
    expect(filledText(word, known)).toBe(filled);
  });

  test("in a value is text: what is filled in is not filled again", () => {
    expect(words("{{$.inputs.parameters['template']}}")).toEqual(["{{$.inputs.parameters['text']}}"]);
  });

  test("of several artifacts is their list", () => {
    expect(JSON.parse(words("{{$.inputs.artifacts['many']}}")[0]!)).toEqual([{ uri: "/a" }, { uri: "/b" }]);
  });

  test.each<[string, string]>([
    ["{{$.inputs.parameters['missing']}}", 'its command uses the input "missing", which has no value'],
    ["{{$.inputs.parameters['toString']}}", 'its command uses the input "toString", which has no value'],
    ["{{$.inputs.artifacts['missing'].path}}", 'its command uses the input "missing", which has no artifact'],
    ["{{$.outputs.parameters['missing'].output_file}}", 'its command uses the output "missing", which is not declared'],
    ["{{$.outputs.artifacts['missing'].uri}}", 'its command uses the output "missing", which has no artifact'],
  ])("of what is not there, %s, fails the task", (word, message) => {
    expect(() => words(word)).toThrow(TaskFailure);
    expect(() => words(word)).toThrow(message);
  });
});

describe("a command", () => {
  const concat = (...items: unknown[]) => JSON.stringify({ Concat: items });
  const ifPresent = (name: string, then: unknown, otherwise?: unknown) =>
    JSON.stringify({ IfPresent: { InputName: name, Then: then, ...(otherwise !== undefined && { Else: otherwise }) } });

  test.each<[string, string[], string[]]>([
    ["Concat makes one word", [concat("--x=", "{{$.inputs.parameters['text']}}", "!")], ["--x=a b!"]],
    [
      "a list of IfPresent is several words",
      ["run", ifPresent("text", ["--text", "{{$.inputs.parameters['text']}}"])],
      ["run", "--text", "a b"],
    ],
    ["an absent input is none", ["run", ifPresent("missing", ["--text", "x"])], ["run"]],
    ["an absent input's Else", [ifPresent("missing", ["--text"], ["--no-text"])], ["--no-text"]],
    ["an empty text is present", [ifPresent("empty", "yes", "no")], ["yes"]],
    ["an artifact is present", [ifPresent("data", "yes", "no")], ["yes"]],
    ["an empty list of artifacts is absent", [ifPresent("none", "yes", "no")], ["no"]],
    ["IfPresent in Concat", [concat("a", { IfPresent: { InputName: "text", Then: ["b", "c"] } }, "d")], ["abcd"]],
    ["Concat in IfPresent", [ifPresent("text", [{ Concat: ["a", "b"] }, "c"])], ["ab", "c"]],
    ["JSON that is neither is text", ['{"a": 1}', "{"], ['{"a": 1}', "{"]],
  ])("%s", (_what, command, filled) => {
    expect(words(...command)).toEqual(filled);
  });
});
