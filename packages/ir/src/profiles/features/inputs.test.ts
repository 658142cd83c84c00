import { describe, expect, test } from "vitest";
import { placesOf, verdictsOn } from "../samples/documents.ts";

const artifact = "artifactType: {schemaTitle: system.Model}";

describe("artifact inputs of the pipeline", () => {
  const yaml = (optional: boolean) => `
inputs: {artifacts: {model: {${artifact}, isOptional: ${optional}}}}
tasks: {score: {componentRef: {name: comp-score}, inputs: {artifacts: {model: {componentInputArtifact: model}}}}}
components: {comp-score: {inputDefinitions: {artifacts: {model: {${artifact}, isOptional: true}}}}}`;

  test("TL4011: one that must be given is an error of KFP, and needs a location on Argo", () => {
    expect(verdictsOn(yaml(false), "TL4011")).toEqual({ kfp: "error", argo: "note" });
    expect(verdictsOn(yaml(true), "TL4011")).toEqual({});
  });

  test("TL4012: one that may be given is a note", () => {
    expect(verdictsOn(yaml(true), "TL4012")).toEqual({ kfp: "note", argo: "note" });
    expect(verdictsOn(yaml(false), "TL4012")).toEqual({});
  });
});

describe("TL4013, an optional parameter in a group", () => {
  const yaml = ({ input = "isOptional: true", own = "isOptional: true", reads = true, call = "group" }) => `
inputs: {parameters: {seed: {parameterType: NUMBER_INTEGER, ${input}}}}
tasks: {it: {componentRef: {name: comp-${call}}, inputs: {parameters: {seed: {componentInputParameter: seed}}}}}
components:
  comp-train: {inputDefinitions: {parameters: {seed: {parameterType: NUMBER_INTEGER, isOptional: true}}}}
  comp-group:
    inputDefinitions: {parameters: {seed: {parameterType: NUMBER_INTEGER, ${own}}}}
    dag: {tasks: {train: {componentRef: {name: comp-train}${reads ? ", inputs: {parameters: {seed: {componentInputParameter: seed}}}" : ""}}}}`;

  test("is an error of KFP, and may arrive as zero on Vertex", () => {
    expect(verdictsOn(yaml({}), "TL4013")).toEqual({ kfp: "error", vertex: "warning", none: "warning" });
    expect(placesOf(yaml({}), "TL4013")).toEqual([
      "spec.root.dag.tasks.it.inputs.parameters.seed: The input `seed` may be absent, and the group `it` reads it.",
    ]);
  });

  test("fails the group itself where that declares it as required", () => {
    expect(verdictsOn(yaml({ own: "isOptional: false", reads: false }), "TL4013")).toMatchObject({ kfp: "error" });
  });

  test.each([
    ["one with a default", { input: "isOptional: true, defaultValue: 1.0" }],
    ["one that must be given", { input: "isOptional: false" }],
    ["one that nothing in the group reads", { reads: false }],
    ["one of a task that is no group", { call: "train" }],
  ])("is not %s", (_what, options) => {
    expect(verdictsOn(yaml(options), "TL4013")).toEqual({});
  });

  test("a nested pipeline whose call leaves it out hands null to its own groups", () => {
    const nested = (inputs: string) => `
inputs: {parameters: {seed: {parameterType: NUMBER_INTEGER}}}
tasks: {nested: {componentRef: {name: comp-nested}${inputs}}}
components:
  comp-train: {inputDefinitions: {parameters: {seed: {parameterType: NUMBER_INTEGER, isOptional: true}}}}
  comp-nested:
    inputDefinitions: {parameters: {seed: {parameterType: NUMBER_INTEGER, isOptional: true}}}
    dag: {tasks: {branch: {componentRef: {name: comp-branch}, inputs: {parameters: {seed: {componentInputParameter: seed}}}}}}
  comp-branch:
    inputDefinitions: {parameters: {seed: {parameterType: NUMBER_INTEGER, isOptional: true}}}
    dag: {tasks: {train: {componentRef: {name: comp-train}, inputs: {parameters: {seed: {componentInputParameter: seed}}}}}}`;
    expect(placesOf(nested(""), "TL4013")).toHaveLength(1);
    expect(placesOf(nested(", inputs: {parameters: {seed: {componentInputParameter: seed}}}"), "TL4013")).toEqual([]);
  });
});

describe("TL4014, an optional artifact", () => {
  const yaml = (optional: boolean, call = "") => `
inputs: {artifacts: {base: {${artifact}, isOptional: ${optional}}}}
tasks: {nested: {componentRef: {name: comp-nested}${call || ", inputs: {artifacts: {base: {componentInputArtifact: base}}}"}}}
components:
  comp-train: {inputDefinitions: {artifacts: {base: {${artifact}, isOptional: true}}}}
  comp-nested:
    inputDefinitions: {artifacts: {base: {${artifact}, isOptional: true}}}
    dag: {tasks: {train: {componentRef: {name: comp-train}, inputs: {artifacts: {base: {componentInputArtifact: base}}}}}}`;

  test("fails what takes it on KFP, at each level", () => {
    expect(verdictsOn(yaml(true), "TL4014")).toEqual({ kfp: "error", vertex: "warning", none: "warning" });
    expect(placesOf(yaml(true), "TL4014")).toEqual([
      "spec.root.dag.tasks.nested.inputs.artifacts.base: The artifact `base` may be absent, and `nested` takes it.",
      "spec.components.comp-nested.dag.tasks.train.inputs.artifacts.base: The artifact `base` may be absent, and `train` takes it.",
    ]);
  });

  test("may be left out by the call of a nested pipeline", () => {
    expect(placesOf(yaml(true, ", cachingOptions: {}"), "TL4014")).toHaveLength(1);
  });

  test("is there where every run must give it", () => {
    expect(verdictsOn(yaml(false), "TL4014")).toEqual({});
  });
});

describe("expressions", () => {
  const yaml = (condition: string, selector = `'parseJson(string_value)["rate"]'`) => `
inputs: {parameters: {config: {parameterType: STRUCT}}, artifacts: {model: {${artifact}}}}
tasks:
  train:
    componentRef: {name: comp-train}
    inputs:
      parameters: {rate: {componentInputParameter: config, parameterExpressionSelector: ${selector}}}
      artifacts: {model: {componentInputArtifact: model}}
    triggerPolicy: {condition: "${condition}"}
components: {comp-train: {inputDefinitions: {parameters: {rate: {parameterType: NUMBER_DOUBLE}}, artifacts: {model: {${artifact}}}}}}`;
  const plain = "inputs.parameter_values['rate'] > 0.5";

  test.each(["'rate' in inputs.parameter_values", "!(has(inputs.parameter_values.rate))"])("TL4015: %s asks for presence", (condition) => {
    expect(verdictsOn(yaml(condition), "TL4015")).toEqual({ vertex: "warning" });
  });

  test("TL4016: a condition on metadata is not promised by Vertex", () => {
    const condition = "inputs.artifacts['model'].artifacts[0].metadata['accuracy'] > 0.9";
    expect(verdictsOn(yaml(condition), "TL4016")).toEqual({ vertex: "warning" });
  });

  test("TL4016: neither is a selector that is no path", () => {
    const selector = `'size(parseJson(string_value)["rates"])'`;
    expect(placesOf(yaml(plain, selector), "TL4016", "vertex")).toEqual([
      'spec.root.dag.tasks.train.inputs.parameters.rate.parameterExpressionSelector: A selector of `train` is an expression that only some engines promise to evaluate: `size(parseJson(string_value)["rates"])`.',
    ]);
  });

  test.each(["TL4015", "TL4016"])("%s: a comparison and a path are fine", (code) => {
    expect(verdictsOn(yaml(plain), code)).toEqual({});
  });
});
