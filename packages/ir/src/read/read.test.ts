import { expect, test } from "vitest";
import { parse } from "yaml";
import { writeDocument } from "../write/write.ts";
import { indentQuotes } from "./quotes.ts";
import { readDocument } from "./read.ts";

const sound = `# a comment
components:
  comp-load:
    executorLabel: exec-load
    inputDefinitions:
      parameters:
        rows: {parameterType: NUMBER_INTEGER}
        mode: {parameterType: STRING, isOptional: true, defaultValue: fast, literals: [fast, slow]}
    outputDefinitions:
      artifacts:
        data: {artifactType: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}}
      parameters:
        count: {parameterType: NUMBER_INTEGER}
  comp-train:
    executorLabel: exec-train
    inputDefinitions:
      artifacts:
        data: {artifactType: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}}
      parameters:
        lr: {parameterType: NUMBER_DOUBLE}
  comp-each:
    dag:
      tasks:
        load:
          componentRef: {name: comp-load}
          inputs: {parameters: {rows: {componentInputParameter: item}}}
      outputs:
        parameters:
          counts: {valueFromParameter: {producerSubtask: load, outputParameterKey: count}}
    inputDefinitions:
      parameters:
        item: {parameterType: NUMBER_INTEGER}
    outputDefinitions:
      parameters:
        counts: {parameterType: LIST}
deploymentSpec:
  executors:
    exec-load:
      container: {image: a, command: [echo], args: ["{{$.inputs.parameters['rows']}}"]}
    exec-train:
      container: {image: a, command: [echo]}
pipelineInfo:
  name: sample
root:
  dag:
    tasks:
      load:
        componentRef: {name: comp-load}
        inputs: {parameters: {rows: {runtimeValue: {constant: 10.0}}}}
      train:
        componentRef: {name: comp-train}
        dependentTasks: [load]
        inputs:
          parameters:
            lr: {componentInputParameter: cfg, parameterExpressionSelector: 'parseJson(string_value)["lr"]'}
          artifacts:
            data: {taskOutputArtifact: {producerTask: load, outputArtifactKey: data}}
        triggerPolicy:
          condition: inputs.parameter_values['lr'] > 0.0
      each:
        componentRef: {name: comp-each}
        parameterIterator: {itemInput: item, items: {raw: '[1, 2]'}}
  inputDefinitions:
    parameters:
      cfg: {parameterType: STRUCT}
schemaVersion: 2.1.0
---
platforms:
  kubernetes:
    deploymentSpec:
      executors:
        exec-load: {activeDeadlineSeconds: 20}
`;

test("the sample is sound", () => {
  const { document, diagnostics } = readDocument(sound);
  expect(diagnostics).toEqual([]);
  expect(document?.platforms?.platforms.kubernetes?.deploymentSpec?.executors?.["exec-load"]).toEqual({ activeDeadlineSeconds: "20" });
});

const mistakes: readonly [what: string, from: string, to: string, code: string, message: string, place: string][] = [
  ["an unknown field", "components:", "componentz:", "TL5004", "`componentz`", "componentz"],
  ["a misspelt required field", "pipelineInfo:", "pipelineinfo:", "TL5004", "`pipelineinfo`", "pipelineinfo"],
  ["an unknown field of a platform", "activeDeadlineSeconds", "activeDeadline", "TL5004", "`activeDeadline`", "activeDeadline"],
  ["a missing field", "componentRef: {name: comp-each}", "taskInfo: {name: each}", "TL5005", "componentRef", "each"],
  ["a wrong type", "dependentTasks: [load]", "dependentTasks: load", "TL5006", "a list", "load"],
  ["two alternatives", "executorLabel: exec-train", "executorLabel: exec-train\n    dag: {}", "TL5007", "`executorLabel` and `dag`", "dag"],
  ["no alternative", "rows: {runtimeValue: {constant: 10.0}}", "rows: {}", "TL5008", "none of", "rows"],
  ["a wrong enum", "lr: {parameterType: NUMBER_DOUBLE}", "lr: {parameterType: NUMBER_DUOBLE}", "TL5009", "NUMBER_DUOBLE", "NUMBER_DUOBLE"],
  ["an old schema", "schemaVersion: 2.1.0", "schemaVersion: 2.0.0", "TL5010", "2.0.0", "2.0.0"],
  ["a bad name", "name: sample", "name: My Sample", "TL5011", "`My Sample`", "My Sample"],
  ["a missing component", "{name: comp-each}", "{name: comp-eech}", "TL5020", "component `comp-eech`", "comp-eech"],
  ["a missing executor", "executorLabel: exec-train", "executorLabel: exec-tain", "TL5020", "executor `exec-tain`", "exec-tain"],
  ["a missing task", "dependentTasks: [load]", "dependentTasks: [load, lod]", "TL5020", "task `lod`", "lod"],
  ["a missing output", "outputArtifactKey: data", "outputArtifactKey: date", "TL5020", "output artifact `date`", "date"],
  ["a missing input of the DAG", "componentInputParameter: cfg", "componentInputParameter: cgf", "TL5020", "input parameter `cgf`", "cgf"],
  ["a misspelt input", "rows: {runtimeValue", "rowz: {runtimeValue", "TL5020", "input parameter `rowz`", "rowz"],
  ["a missing input of a condition", "['lr'] > 0.0", "['rl'] > 0.0", "TL5020", "input parameter `rl`", "inputs.parameter_values"],
  ["a missing item input", "itemInput: item", "itemInput: itm", "TL5020", "`itm`", "itm"],
  ["a missing input of a placeholder", "parameters['rows']", "parameters['rowz']", "TL5020", "`rowz`", '"{{$.inputs'],
  ["a missing producer of an output", "producerSubtask: load", "producerSubtask: lode", "TL5020", "task `lode`", "lode"],
  [
    "an output from nowhere",
    "counts: {parameterType: LIST}",
    "counts: {parameterType: LIST}\n        more: {parameterType: LIST}",
    "TL5020",
    "`more`",
    "more",
  ],
  [
    "a platform's missing executor",
    "exec-load: {activeDeadlineSeconds",
    "exec-lod: {activeDeadlineSeconds",
    "TL5020",
    "`exec-lod`",
    "exec-lod",
  ],
  [
    "a cycle",
    "inputs: {parameters: {rows: {runtimeValue",
    "dependentTasks: [train]\n        inputs: {parameters: {rows: {runtimeValue",
    "TL5021",
    "`load` → `train` → `load`",
    "load",
  ],
  [
    "a missing input",
    "inputs: {parameters: {rows: {runtimeValue: {constant: 10.0}}}}",
    "taskInfo: {name: load}",
    "TL5023",
    "`rows`",
    "load",
  ],
  ["a wrong type of parameter", "item: {parameterType: NUMBER_INTEGER}", "item: {parameterType: BOOLEAN}", "TL5024", "BOOLEAN", "rows"],
  [
    "a wrong type of artifact",
    "data: {artifactType: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}}\n      parameters:\n        lr",
    "data: {artifactType: {schemaTitle: system.Model}}\n      parameters:\n        lr",
    "TL5024",
    "system.Model",
    "data",
  ],
  ["a wrong constant", "constant: 10.0", "constant: ten", "TL5025", "NUMBER_INTEGER", "ten"],
  ["a fraction for a whole number", "constant: 10.0", "constant: 1.5", "TL5025", "NUMBER_INTEGER", "1.5"],
  ["a default that is no literal", "defaultValue: fast", "defaultValue: fat", "TL5026", '`"fat"`', "fat"],
  ["a broken condition", "['lr'] > 0.0", "['lr'] >", "TL5027", "condition", "inputs.parameter_values"],
  ["a broken selector", "(string_value)[", "(string_value[", "TL5027", "selector", "'parseJson"],
  ["items that are no list", "raw: '[1, 2]'", "raw: 12", "TL5006", "`12`", "12"],
  ["items that are no JSON", "raw: '[1, 2]'", "raw: '[a]'", "TL5028", "`each`", "'[a]'"],
  ["an undeclared dependency", "dependentTasks: [load]", "taskInfo: {name: train}", "TL5029", "`load`", "inputs"],
  ["two pipelines", "---\nplatforms:", "---\npipelineInfo: {name: b}\nplatforms:", "TL5003", "second pipeline", "pipelineInfo: {name: b}"],
  ["a key that stands twice", "  name: sample", "  name: sample\n  name: sample", "TL5001", "YAML", "name: sample\nroot"],
];

test.each(mistakes)("%s gives one error at its place", (_, from, to, code, message, place) => {
  expect(sound.split(from).length, `${from} must be in the sample`).toBeGreaterThan(1);
  const text = sound.replace(from, to);
  const { document, diagnostics } = readDocument(text, "/x/p.yaml");
  expect(document).toBeUndefined();
  const about = diagnostics.filter((diagnostic) => diagnostic.message.includes(message));
  expect(about.map((diagnostic) => diagnostic.code)).toContain(code);
  expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  const { line, column, endLine, endColumn, file } = about[0]!.location!;
  expect(file).toBe("/x/p.yaml");
  const lines = text.split("\n").slice(line - 1);
  expect(
    lines
      .join("\n")
      .slice(column - 1)
      .startsWith(place),
    `${lines[0]!.slice(column - 1)} must start with ${place}`,
  ).toBe(true);
  expect(endLine > line || endColumn > column).toBe(true);
});

test("components that contain each other are told", () => {
  const text = sound.replace(
    "        load:\n          componentRef: {name: comp-load}\n          inputs: {parameters: {rows: {componentInputParameter: item}}}",
    "        load:\n          componentRef: {name: comp-load}\n          inputs: {parameters: {rows: {componentInputParameter: item}}}\n        again:\n          componentRef: {name: comp-each}\n          inputs: {parameters: {item: {componentInputParameter: item}}}",
  );
  expect(readDocument(text).diagnostics).toMatchObject([
    { code: "TL5022", message: "These components contain each other: `comp-each` → `comp-each`." },
  ]);
});

test("JSON is read too, its errors with their places", () => {
  const { document } = readDocument(sound);
  const text = JSON.stringify({ pipeline_spec: document!.spec, platform_spec: document!.platforms }, undefined, 2);
  expect(readDocument(text).document).toEqual(document);
  const wrong = readDocument(text.replace('"activeDeadline', '"actveDeadline'));
  expect(wrong.diagnostics).toMatchObject([{ code: "TL5004", help: "Did you mean `activeDeadlineSeconds`?" }]);
  expect(readDocument('{"a": ').diagnostics).toMatchObject([{ code: "TL5001" }]);
});

test.each(["", "\n", "# only a comment", "hello", "- 1", "null", "---\n---\n", "kind: ConfigMap"])(
  "%j holds no pipeline, or not one",
  (text) => {
    const { document, diagnostics } = readDocument(text);
    expect(document).toBeUndefined();
    expect(diagnostics.length).toBeGreaterThan(0);
    for (const { location } of diagnostics) expect(location).toMatchObject({ line: expect.any(Number) as number });
  },
);

test("aliases that grow without end are refused", () => {
  const levels = Array.from(
    { length: 12 },
    (_, index) => `a${index}: &a${index} [${Array.from({ length: 10 }, () => (index === 0 ? "x" : `*a${index - 1}`)).join(", ")}]`,
  );
  expect(readDocument(levels.join("\n")).diagnostics).toMatchObject([{ code: "TL5001" }]);
});

test.each<[string, string]>([
  ["YAML", `a: ${"[".repeat(100_000)}${"]".repeat(100_000)}`],
  ["YAML", Array.from({ length: 3000 }, (_, index) => `${" ".repeat(index)}a:`).join("\n")],
  ["JSON", `{"a": ${"[".repeat(5000)}${"]".repeat(5000)}}`],
  ["YAML", "a: &a [*a]"],
])("%s that is nested without end is refused", (_format, text) => {
  const { document, diagnostics } = readDocument(text);
  expect([document, diagnostics.map(({ code }) => code)]).toEqual([undefined, ["TL5001"]]);
  expect(diagnostics[0]!.message).toContain("nested more than 1000 levels deep");
});

test("aliases that make a small file large are refused", () => {
  const text = `a: &a [${"1,".repeat(60_000)}]\nb: [${"*a,".repeat(90)}]`;
  expect(readDocument(text).diagnostics).toMatchObject([{ code: "TL5001", message: expect.stringContaining("more than 5000000 values") }]);
});

test("hostile names are names like any other", () => {
  const text = sound
    .replaceAll("comp-load", "__proto__")
    .replaceAll("exec-load", "constructor")
    .replaceAll(/\brows\b/g, "toString")
    .replaceAll(/\btrain\b/g, "hasOwnProperty")
    .replaceAll("cfg", "valueOf");
  const { document, diagnostics } = readDocument(text);
  expect(diagnostics).toEqual([]);
  expect(Object.keys(document!.spec.components!)).toContain("__proto__");
  expect(readDocument(writeDocument(document!)).document).toEqual(document);
  // Nothing is found on the prototype of a map.
  const missing = readDocument(
    sound.replace("{name: comp-load}", "{name: constructor}").replace("componentInputParameter: cfg", "componentInputParameter: toString"),
  );
  expect(missing.diagnostics.map(({ message }) => message)).toEqual(
    expect.arrayContaining([expect.stringContaining("component `constructor`"), expect.stringContaining("input parameter `toString`")]),
  );
});

test("quoted texts may go on at the column of their dash", () => {
  const text = "list:\n  - 'one\n  two ''three''\n\n  four'\n  - \"a\\\"b\n  c\"\n  - |\n    'no\n   quote\nkey: 'x\n\ny'\n";
  expect(() => parse(text)).toThrow();
  expect(parse(indentQuotes(text.replace("   quote", "    quote")))).toEqual({
    list: ["one two 'three'\nfour", 'a"b c', "'no\nquote\n"],
    key: "x\ny",
  });
});
