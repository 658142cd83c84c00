import { describe, expect, test } from "vitest";
import { placesOf, verdictsOn } from "../samples/documents.ts";

const number = "{parameterType: NUMBER_DOUBLE}";
const list = "{parameterType: LIST}";

describe("TL4010, a loop over artifacts", () => {
  const yaml = (iterator: string) => `
inputs: {parameters: {uris: ${list}}}
tasks:
  make: {componentRef: {name: comp-make}}
  score:
    componentRef: {name: comp-score}
    inputs:
      artifacts: {models: {taskOutputArtifact: {producerTask: make, outputArtifactKey: models}}}
      parameters: {uris: {componentInputParameter: uris}}
    ${iterator}
components:
  comp-make: {outputDefinitions: {artifacts: {models: {artifactType: {schemaTitle: system.Model}, isArtifactList: true}}}}
  comp-score:
    inputDefinitions:
      artifacts: {models: {artifactType: {schemaTitle: system.Model}, isArtifactList: true}, model: {artifactType: {schemaTitle: system.Model}, isOptional: true}}
      parameters: {uris: ${list}, uri: {parameterType: STRING, isOptional: true}}`;

  test("is an error of KFP and Argo, and their names are in the warning without a target", () => {
    const loop = yaml("artifactIterator: {items: {inputArtifact: models}, itemInput: model}");
    expect(verdictsOn(loop, "TL4010")).toEqual({ kfp: "error", argo: "error", none: "warning" });
    expect(placesOf(loop, "TL4010")).toEqual([
      "spec.root.dag.tasks.score.artifactIterator: The loop `score` runs over a list of artifacts.",
    ]);
  });

  test("is not a loop over parameters", () => {
    expect(verdictsOn(yaml("parameterIterator: {items: {inputParameter: uris}, itemInput: uri}"), "TL4010")).toEqual({});
  });
});

describe("TL4017, a selector on an input of a loop", () => {
  const yaml = (selector: string) => `
inputs: {parameters: {config: {parameterType: STRUCT}, all: ${list}}}
tasks:
  score:
    componentRef: {name: comp-score}
    inputs: {parameters: {items: ${selector}}}
    parameterIterator: {items: {inputParameter: items}, itemInput: item}
components: {comp-score: {inputDefinitions: {parameters: {items: ${list}, item: ${number}}}}}`;

  test("is an error of KFP", () => {
    const loop = yaml(`{componentInputParameter: config, parameterExpressionSelector: 'parseJson(string_value)["all"]'}`);
    expect(verdictsOn(loop, "TL4017")).toEqual({ kfp: "error", none: "warning" });
  });

  test("is not the list itself", () => {
    expect(verdictsOn(yaml("{componentInputParameter: all}"), "TL4017")).toEqual({});
  });
});

describe("what a loop gathers", () => {
  /** A loop over `items`, whose body is the given DAG, and a task that reads what it gathers. */
  const yaml = (
    body: string,
    items = "{raw: '[1, 2]'}",
    reader = "{taskOutputParameter: {producerTask: loop, outputParameterKey: scores}}",
  ) => `
inputs: {parameters: {items: ${list}}}
tasks:
  loop:
    componentRef: {name: comp-loop}
    inputs: {parameters: {items: {componentInputParameter: items}}}
    parameterIterator: {items: ${items}, itemInput: item}
  read: {componentRef: {name: comp-read}, inputs: {parameters: {scores: ${reader}}}}
components:
  comp-read: {inputDefinitions: {parameters: {scores: ${list}}}}
  comp-score:
    inputDefinitions: {parameters: {item: {parameterType: NUMBER_DOUBLE, isOptional: true}, items: {parameterType: LIST, isOptional: true}}}
    outputDefinitions: {parameters: {score: ${number}, other: ${number}}}
  comp-loop:
    inputDefinitions: {parameters: {items: ${list}, item: ${number}}}
    outputDefinitions: {parameters: {scores: ${list}}}
    dag:
${body}`;
  const plain = `
      tasks: {score: {componentRef: {name: comp-score}}}
      outputs: {parameters: {scores: {valueFromParameter: {producerSubtask: score, outputParameterKey: score}}}}`;
  const branches = (second: string) => `
      tasks:
        a: {componentRef: {name: comp-score}, triggerPolicy: {condition: "inputs.parameter_values['item'] > 1.0"}}
        b: {componentRef: {name: comp-score}, triggerPolicy: {condition: "!(inputs.parameter_values['item'] > 1.0)"}}
      outputs:
        parameters:
          scores:
            valueFromOneof:
              parameterSelectors: [{producerSubtask: a, outputParameterKey: score}, {producerSubtask: b, outputParameterKey: ${second}}]`;
  const conditional = plain.replace("score}}}\n", `score}, triggerPolicy: {condition: "inputs.parameter_values['item'] > 1.0"}}}\n`);
  const nested = plain.replace(
    "score}}}\n",
    `score}, inputs: {parameters: {items: {componentInputParameter: items}}}, parameterIterator: {items: {inputParameter: items}, itemInput: item}}}\n`,
  );

  test("TL4018: branches that name it differently are an error of KFP", () => {
    expect(verdictsOn(yaml(branches("other")), "TL4018")).toEqual({ kfp: "error", none: "warning" });
    expect(verdictsOn(yaml(branches("score")), "TL4018")).toEqual({});
    expect(verdictsOn(yaml(branches("score")), "TL4020")).toEqual({});
  });

  test("TL4019: an inner loop is an error of KFP", () => {
    expect(verdictsOn(yaml(nested), "TL4019")).toEqual({ kfp: "error", none: "warning" });
    expect(placesOf(yaml(nested), "TL4019")).toEqual([
      "spec.components.comp-loop.dag.outputs.parameters.scores: The loop `loop` gathers `scores`, which the inner loop `score` gathers already.",
    ]);
    expect(verdictsOn(yaml(plain), "TL4019")).toEqual({});
  });

  test("TL4020: a task under a condition is an error of KFP and Argo", () => {
    expect(verdictsOn(yaml(conditional), "TL4020")).toEqual({ kfp: "error", argo: "error", none: "warning" });
    expect(verdictsOn(yaml(plain), "TL4020")).toEqual({});
  });

  test("TL4062: artifacts of an inner loop that the body reads too are an error of Argo", () => {
    const models = "{artifactType: {schemaTitle: system.Model}, isArtifactList: true}";
    const twice = (reads: string) => `
tasks:
  loop: {componentRef: {name: comp-loop}, parameterIterator: {items: {raw: '[1]'}, itemInput: item}}
  all: {componentRef: {name: comp-read}, inputs: {artifacts: {models: {taskOutputArtifact: {producerTask: loop, outputArtifactKey: models}}}}}
components:
  comp-read: {inputDefinitions: {artifacts: {models: {artifactType: {schemaTitle: system.Model}, isArtifactList: true, isOptional: true}}}}
  comp-fit: {outputDefinitions: {artifacts: {model: {artifactType: {schemaTitle: system.Model}}}}, inputDefinitions: {parameters: {item: ${number}}}}
  comp-inner:
    inputDefinitions: {parameters: {item: ${number}}}
    outputDefinitions: {artifacts: {models: ${models}}}
    dag:
      tasks: {fit: {componentRef: {name: comp-fit}, inputs: {parameters: {item: {componentInputParameter: item}}}}}
      outputs: {artifacts: {models: {artifactSelectors: [{producerSubtask: fit, outputArtifactKey: model}]}}}
  comp-loop:
    inputDefinitions: {parameters: {item: ${number}}}
    outputDefinitions: {artifacts: {models: ${models}}}
    dag:
      tasks:
        inner: {componentRef: {name: comp-inner}, parameterIterator: {items: {raw: '[1, 2]'}, itemInput: item}}
        read: {componentRef: {name: comp-read}${reads}}
      outputs: {artifacts: {models: {artifactSelectors: [{producerSubtask: inner, outputArtifactKey: models}]}}}`;
    const reads = ", inputs: {artifacts: {models: {taskOutputArtifact: {producerTask: inner, outputArtifactKey: models}}}}";
    expect(verdictsOn(twice(reads), "TL4062")).toEqual({ argo: "error" });
    expect(verdictsOn(twice(""), "TL4062")).toEqual({});
  });

  test("TL4021: a list that only a run knows is a warning on KFP", () => {
    expect(verdictsOn(yaml(plain, "{inputParameter: items}"), "TL4021")).toEqual({ kfp: "warning" });
    expect(verdictsOn(yaml(plain), "TL4021")).toEqual({});
  });

  test("what nothing reads is not gathered", () => {
    const unread = yaml(conditional, "{inputParameter: items}", "{componentInputParameter: items}");
    for (const code of ["TL4020", "TL4021"]) expect(verdictsOn(unread, code)).toEqual({});
  });

  test("it is followed into the groups of the body", () => {
    const inGroup = yaml(`
      tasks: {group: {componentRef: {name: comp-group}}}
      outputs: {parameters: {scores: {valueFromParameter: {producerSubtask: group, outputParameterKey: score}}}}
  comp-group:
    outputDefinitions: {parameters: {score: ${number}}}
    dag:
      tasks: {score: {componentRef: {name: comp-score}, triggerPolicy: {condition: "inputs.parameter_values['item'] > 1.0"}}}
      outputs: {parameters: {score: {valueFromParameter: {producerSubtask: score, outputParameterKey: score}}}}`);
    expect(placesOf(inGroup, "TL4020")).toEqual([
      "spec.components.comp-group.dag.outputs.parameters.score: The loop `loop` gathers `scores` of `score`, which runs under a condition.",
    ]);
  });
});

test.each([
  ["TL4033, of a task in a loop", "TL4033", "score", { kfp: "warning", vertex: "warning", none: "warning" }],
  ["TL4034, of a group", "TL4034", "loop", { kfp: "warning", vertex: "warning" }],
])("retries: %s", (_what, code, task, verdicts) => {
  const policy = (name: string) => (name === task ? "retryPolicy: {maxRetryCount: 3}" : "");
  const yaml = (retries: (name: string) => string) => `
tasks:
  loop:
    componentRef: {name: comp-loop}
    ${task === "score" ? "parameterIterator: {items: {raw: '[1]'}, itemInput: item}" : "inputs: {parameters: {item: {runtimeValue: {constant: 1.0}}}}"}
    ${retries("loop")}
  outside: {componentRef: {name: comp-score}, retryPolicy: {maxRetryCount: 3}}
components:
  comp-score: {}
  comp-loop:
    inputDefinitions: {parameters: {item: ${number}}}
    dag:
      tasks:
        score:
          componentRef: {name: comp-score}
          ${retries("score")}`;
  expect(verdictsOn(yaml(policy), code)).toEqual(verdicts);
  expect(placesOf(yaml(policy), code, "kfp")).toHaveLength(1);
  expect(
    verdictsOn(
      yaml(() => ""),
      code,
    ),
  ).toEqual({});
});
