import { describe, expect, test } from "vitest";
import { placesOf, verdictsOn } from "../samples/documents.ts";
import { relate } from "./exclusive.ts";

const number = "{parameterType: NUMBER_DOUBLE}";
const x = (name: string) => `inputs.parameter_values['${name}']`;

describe("conditions", () => {
  test.each([
    ["x", "!(x)"],
    ["x > 1.0", "!(x > 1.0)"],
    ["x>1.0", "!(x > 1.0) && y"],
    ["!(x) && y", "!(x) && !(y)"],
    ["a && b", "!(a && b)"],
    ["c && (a && b)", "!(a && b)"],
  ])("%s and %s are exclusive", (first, second) => {
    expect([relate(first, second), relate(second, first)]).toEqual(["exclusive", "exclusive"]);
  });

  test.each([
    [undefined, undefined],
    [undefined, "x"],
    ["x", "x"],
    ["x", "x && y"],
  ])("%s and %s overlap", (first, second) => {
    expect([relate(first, second), relate(second, first)]).toEqual(["overlapping", "overlapping"]);
  });

  test.each([
    ["x == 1.0", "x == 2.0"],
    ["x", "y"],
    ["a || b", "!(a)"],
    ["(", undefined],
  ])("of %s and %s nothing is known", (first, second) => {
    expect([relate(first, second), relate(second, first)]).toEqual(["unknown", "unknown"]);
  });
});

describe("one of several outputs", () => {
  const yaml = (arms: string, components = "") => `
inputs: {parameters: {x: ${number}}}
tasks: {choose: {componentRef: {name: comp-choose}, inputs: {parameters: {x: {componentInputParameter: x}}}}}
components:
  comp-a: {inputDefinitions: {parameters: {x: {parameterType: NUMBER_DOUBLE, isOptional: true}}}, outputDefinitions: {parameters: {score: ${number}}}}
  comp-choose:
    inputDefinitions: {parameters: {x: ${number}}}
    outputDefinitions: {parameters: {score: ${number}}}
    dag:
      tasks:
        ${arms}
      outputs:
        parameters:
          score: {valueFromOneof: {parameterSelectors: [{producerSubtask: a, outputParameterKey: score}, {producerSubtask: b, outputParameterKey: score}]}}
${components}`;
  const arm = (name: string, policy: string, component = "comp-a") => `
        ${name}: {componentRef: {name: ${component}}, cachingOptions: {enableCache: true}${policy && `, triggerPolicy: {${policy}}`}}`;
  const when = (condition: string) => `condition: "${condition}"`;

  test("TL4023: a fallback without a condition is an error everywhere, chosen or not", () => {
    const fallback = yaml(arm("a", when(x("x"))) + arm("b", ""));
    expect(verdictsOn(fallback, "TL4023")).toEqual({ kfp: "error", vertex: "error", argo: "error", local: "error", none: "error" });
    expect(placesOf(fallback, "TL4023")).toEqual([
      "spec.components.comp-choose.dag.outputs.parameters.score: The output `score` comes from one of several tasks, but `a` and `b` can both run.",
    ]);
  });

  test("TL4023: `if` and `else` are exclusive, and what depends on values is left to the run", () => {
    expect(verdictsOn(yaml(arm("a", when(x("x"))) + arm("b", when(`!(${x("x")})`))), "TL4023")).toEqual({});
    expect(verdictsOn(yaml(arm("a", when(`${x("x")} == 1.0`)) + arm("b", when(`${x("x")} == 2.0`))), "TL4023")).toEqual({});
  });

  test("TL4023: what runs when the other failed is no fallback", () => {
    const caught = arm("a", "") + arm("b", "strategy: ALL_UPSTREAM_TASKS_COMPLETED").replace("}}", "}, dependentTasks: [a]}");
    expect(verdictsOn(yaml(caught), "TL4023")).toEqual({});
  });

  test("TL4023: a group whose output is conditional inside may be exclusive", () => {
    const group = `
  comp-group:
    outputDefinitions: {parameters: {score: ${number}}}
    dag:
      tasks: {a: {componentRef: {name: comp-a}, triggerPolicy: {condition: "${x("x")} > 1.0"}}}
      outputs: {parameters: {score: {valueFromParameter: {producerSubtask: a, outputParameterKey: score}}}}`;
    expect(verdictsOn(yaml(arm("a", when(x("x"))) + arm("b", "", "comp-group"), group), "TL4023")).toEqual({});
  });

  test.each([
    ["all cached", "cachingOptions: {enableCache: true}", { kfp: "warning" }],
    ["one not cached", "cachingOptions: {}", {}],
  ])("TL4022: a group with tasks, %s", (_what, caching, verdicts) => {
    const group = `
  comp-group:
    inputDefinitions: {parameters: {x: {parameterType: NUMBER_DOUBLE, isOptional: true}}}
    outputDefinitions: {parameters: {score: ${number}}}
    dag:
      tasks: {train: {componentRef: {name: comp-a}, ${caching}}, skipped: {componentRef: {name: comp-a}, triggerPolicy: {condition: "${x("x")} > 1.0"}}}
      outputs: {parameters: {score: {valueFromParameter: {producerSubtask: train, outputParameterKey: score}}}}`;
    const arms = arm("a", when(x("x")), "comp-group") + arm("b", when(`!(${x("x")})`));
    expect(verdictsOn(yaml(arms, group), "TL4022")).toEqual(verdicts);
  });
});
