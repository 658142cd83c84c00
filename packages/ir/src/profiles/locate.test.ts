import { expect, test } from "vitest";
import { locate } from "./locate.ts";
import { documentOf } from "./samples/documents.ts";

const document = documentOf(`
tasks: {group: {componentRef: {name: comp-group}}, step: {componentRef: {name: comp-step}}}
components:
  comp-step: {}
  comp-added: {}
  comp-group: {dag: {tasks: {step: {componentRef: {name: comp-step}}, inner: {componentRef: {name: comp-inner}}}}}
  comp-inner: {dag: {tasks: {added: {componentRef: {name: comp-added}}}}}
platforms:
  kubernetes: {deploymentSpec: {executors: {exec-comp-step: {imagePullPolicy: Always}}}}
  typeline:
    config:
      version: 1
      sources:
        files: [src/a.ts, src/b.ts]
        components: {comp-step: [1, 2, 3]}
        tasks: {root: {group: [0, 10, 5], step: [0, 11, 5]}}`);

const place = (...path: string[]) => {
  const found = locate({ path }, document);
  return found && `${found.file}:${found.line}:${found.column}`;
};

test("a task is where it was called", () => {
  expect(place("spec", "root", "dag", "tasks", "step", "retryPolicy")).toBe("src/a.ts:11:5");
});

test("a component, and what executes it, is where it was written", () => {
  expect(place("spec", "components", "comp-step", "inputDefinitions")).toBe("src/b.ts:2:3");
  expect(place("spec", "deploymentSpec", "executors", "exec-comp-step", "container")).toBe("src/b.ts:2:3");
  expect(place("platforms", "platforms", "kubernetes", "deploymentSpec", "executors", "exec-comp-step")).toBe("src/b.ts:2:3");
});

test("what lowering added is where what calls it was written", () => {
  expect(place("spec", "components", "comp-inner", "dag", "tasks", "added")).toBe("src/a.ts:10:5");
});

test("the pipeline as a whole has no place", () => {
  for (const path of [
    ["spec", "root"],
    ["platforms", "platforms", "kubernetes"],
    ["spec", "components", "constructor"],
  ])
    expect(place(...path)).toBeUndefined();
});

test("a document without a source map has no places", () => {
  expect(locate({ path: ["spec", "root", "dag", "tasks", "step"] }, { spec: document.spec })).toBeUndefined();
});
