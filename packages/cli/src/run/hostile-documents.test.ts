import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { createWorld } from "../samples/world.ts";

const head = "pipelineInfo: {name: hostile}\nschemaVersion: 2.1.0\n";
const executor = "deploymentSpec: {executors: {exec-a: {container: {image: busybox, command: [touch, touched]}}}}\n";
const component = "components: {comp-a: {executorLabel: exec-a}}\n";
const task = (name: string, more = "") => `${name}: {taskInfo: {name: ${name}}, componentRef: {name: comp-a}${more}}`;
const root = (...tasks: string[]) => `root: {dag: {tasks: {${tasks.join(", ")}}}}\n`;

test.each<[string, string, RegExp]>([
  [
    "tasks that wait for each other",
    head + executor + component + root(task("a", ", dependentTasks: [b]"), task("b", ", dependentTasks: [a]")),
    /cycle|each other|waits? for/i,
  ],
  [
    "a component that holds itself",
    `${head + executor}components: {comp-a: {dag: {tasks: {${task("again")}}}}}\n${root(task("a"))}`,
    /contain each other/,
  ],
  ["an executor that is not there", head + component + root(task("a")), /exec-a/],
  ["a component that is not there", head + executor + root(task("a")), /comp-a/],
  [
    "aliases that multiply",
    `${"abcdefghij"
      .split("")
      .map((name, index) => `${name}: &${name} [${Array(10).fill(index === 0 ? "x" : `*${"abcdefghij"[index - 1]}`)}]`)
      .join("\n")}\n`,
    /its aliases multiply without end/,
  ],
  ["lists without end", `a: ${"[".repeat(50_000)}`, /nested more than 1000 levels deep|is not YAML/],
  [
    "a task without a file's name",
    head + executor + component + root('"../../a": {taskInfo: {name: a}, componentRef: {name: comp-a}}'),
    /the name "\.\.\/\.\.\/a"/,
  ],
  ["nothing", "", /no pipeline/],
  ["bytes that are no text", "\0\u0001\u0002", /YAML|no pipeline/],
])("%s: `typeline run` says it once, and runs nothing", async (_what, yaml, message) => {
  const { run, folder } = createWorld({ "hostile.yaml": yaml });
  const { code, stdout, stderr } = await run("run", "hostile.yaml", "--executor", "process");
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^\s+at .*\.[jt]s:\d+/m);
  expect(readdirSync(folder).sort()).toEqual(["hostile.yaml", "package.json"]);
});

test("a run that was killed before it began cannot go on, and says why", async () => {
  const { run } = createWorld({ ".typeline/runs/x-1/journal.jsonl": "" });
  const { code, stderr } = await run("run", "--resume", "x-1");
  expect([code, stderr]).toEqual([1, "typeline: run `x-1` was stopped before it began: start a new one.\n"]);
});
