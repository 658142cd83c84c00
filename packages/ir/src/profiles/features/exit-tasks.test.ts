import { describe, expect, test } from "vitest";
import { placesOf, verdictsOn } from "../samples/documents.ts";

const completed = "triggerPolicy: {strategy: ALL_UPSTREAM_TASKS_COMPLETED}";
const status = (task: string) => `inputs: {parameters: {status: {taskFinalStatus: {producerTask: ${task}}}}}`;
const components = `
components:
  comp-step: {inputDefinitions: {parameters: {status: {parameterType: TASK_FINAL_STATUS, isOptional: true}, item: {parameterType: STRING, isOptional: true}}}}
  comp-body: {dag: {tasks: {step: {componentRef: {name: comp-step}}}}}
  comp-looping: {dag: {tasks: {loop: {componentRef: {name: comp-step}, parameterIterator: {items: {raw: '["a"]'}, itemInput: item}}}}}
  comp-importer:
    outputDefinitions: {artifacts: {artifact: {artifactType: {schemaTitle: system.Model}}}}
    executor: {importer: {artifactUri: {constant: "s3://a/b"}, typeSchema: {schemaTitle: system.Model}}}`;
const step = "componentRef: {name: comp-step}";
const unproven = { kfp: "error", vertex: "warning", none: "warning" };
const golden = `
tasks:
  body: {componentRef: {name: comp-body}}
  exit: {${step}, dependentTasks: [body], ${completed}, ${status("body")}}
${components}`;

test("the shape that KFP's SDK writes is fine but for a note", () => {
  const codes = ["TL4024", "TL4025", "TL4026", "TL4027", "TL4028", "TL4029", "TL4030"];
  for (const code of codes) expect(verdictsOn(golden, code)).toEqual({});
  expect(verdictsOn(golden, "TL4053")).toEqual({ kfp: "note" });
  expect(verdictsOn(`tasks: {exit: {${step}}}\n${components}`, "TL4053")).toEqual({});
});

test("TL4055: the status of a group that the cache may answer for", () => {
  const cached = golden.replace(
    "{step: {componentRef: {name: comp-step}}}",
    "{step: {componentRef: {name: comp-step}, cachingOptions: {enableCache: true}}}",
  );
  expect(verdictsOn(cached, "TL4055")).toEqual({ kfp: "warning" });
  expect(verdictsOn(golden, "TL4055")).toEqual({});
});

test("TL4024: several upstream tasks", () => {
  const yaml = `
tasks: {a: {${step}}, b: {${step}}, exit: {${step}, dependentTasks: [a, b], ${completed}}}
${components}`;
  expect(verdictsOn(yaml, "TL4024")).toEqual(unproven);
  expect(placesOf(yaml, "TL4024")[0]).toContain("and has several: `a`, `b`.");
});

test("TL4025: something that waits for it", () => {
  const yaml = `
tasks: {a: {${step}}, exit: {${step}, dependentTasks: [a], ${completed}}, after: {${step}, dependentTasks: [exit]}}
${components}`;
  expect(verdictsOn(yaml, "TL4025")).toEqual(unproven);
  expect(placesOf(yaml, "TL4025")[0]).toContain("spec.root.dag.tasks.after:");
});

test.each([
  ["a loop", `{${step}, parameterIterator: {items: {raw: '["a"]'}, itemInput: item}}`],
  ["an importer", "{componentRef: {name: comp-importer}}"],
])("TL4026: on %s", (what, upstream) => {
  const yaml = `tasks: {a: ${upstream}, exit: {${step}, dependentTasks: [a], ${completed}}}\n${components}`;
  expect(verdictsOn(yaml, "TL4026")).toEqual(unproven);
  expect(placesOf(yaml, "TL4026")[0]).toContain(`and that is ${what}.`);
});

test("TL4027: two of one task", () => {
  const yaml = `
tasks: {a: {${step}}, first: {${step}, dependentTasks: [a], ${completed}}, second: {${step}, dependentTasks: [a], ${completed}}}
${components}`;
  expect(verdictsOn(yaml, "TL4027")).toEqual(unproven);
  expect(placesOf(yaml, "TL4027")).toHaveLength(1);
});

test("TL4028: below the root", () => {
  const yaml = `
tasks: {group: {componentRef: {name: comp-group}}}
${components}
  comp-group: {dag: {tasks: {body: {componentRef: {name: comp-body}}, exit: {${step}, dependentTasks: [body], ${completed}}}}}`;
  expect(verdictsOn(yaml, "TL4028")).toEqual({ kfp: "warning", vertex: "warning" });
});

test("TL4029: a loop in the body", () => {
  const yaml = `
tasks: {body: {componentRef: {name: comp-outer}}, exit: {${step}, dependentTasks: [body], ${completed}}}
${components}
  comp-outer: {dag: {tasks: {inner: {componentRef: {name: comp-looping}}}}}`;
  expect(verdictsOn(yaml, "TL4029")).toEqual({ kfp: "warning", vertex: "warning", none: "warning" });
  expect(placesOf(yaml, "TL4029")[0]).toContain("spec.components.comp-looping.dag.tasks.loop:");
});

test("TL4030: a status directly in a loop", () => {
  const yaml = (iterator: string) => `
tasks: {loop: {componentRef: {name: comp-iteration}, ${iterator}}}
${components}
  comp-iteration:
    inputDefinitions: {parameters: {item: {parameterType: STRING}}}
    dag: {tasks: {body: {componentRef: {name: comp-body}}, exit: {${step}, dependentTasks: [body], ${completed}, ${status("body")}}}}`;
  expect(verdictsOn(yaml(`parameterIterator: {items: {raw: '["a"]'}, itemInput: item}`), "TL4030")).toEqual({
    kfp: "error",
    none: "warning",
  });
  expect(verdictsOn(yaml("inputs: {parameters: {item: {runtimeValue: {constant: a}}}}"), "TL4030")).toEqual({});
});

describe("a failure that is handled", () => {
  const yaml = (after: string, handled = "[comp-try-catch-1/try-1]") => `
tasks:
  try-catch-1: {componentRef: {name: comp-try-catch-1}}
  ${after}
${components}
  comp-try-catch-1:
    dag:
      tasks:
        try-1: {componentRef: {name: comp-body}}
        catch-1: {componentRef: {name: comp-body}, dependentTasks: [try-1], ${completed}}
platforms: {typeline: {config: {version: 1, handled: ${handled}}}}`;
  const followed = yaml(`deploy: {${step}, dependentTasks: [try-catch-1]}`);

  test("TL4031: with something after it", () => {
    expect(verdictsOn(followed, "TL4031")).toEqual({ kfp: "error", vertex: "error", none: "warning" });
    expect(placesOf(followed, "TL4031")).toEqual([
      "spec.components.comp-try-catch-1.dag.tasks.try-1: The pipeline goes on when `try-1` fails.",
    ]);
    expect(verdictsOn(yaml(""), "TL4031")).toEqual({});
  });

  test("TL4032: with nothing after it", () => {
    expect(verdictsOn(yaml(""), "TL4032")).toEqual({ kfp: "warning", vertex: "error", none: "warning" });
    expect(verdictsOn(followed, "TL4032")).toEqual({});
  });

  test("names of tasks that do not exist are nothing", () => {
    for (const code of ["TL4031", "TL4032"]) expect(verdictsOn(yaml("", "[x, a/b, root/none]"), code)).toEqual({});
  });

  test("its catch block is not a clean-up", () => {
    for (const code of ["TL4028", "TL4053"]) expect(verdictsOn(yaml(""), code)).toEqual({});
  });
});
