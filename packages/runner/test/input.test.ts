import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkDocument, type JsonValue, type PipelineDocument } from "@typeline/ir";
import { expect, test } from "vitest";
import type { RunInputs } from "../src/index.ts";
import { Sandbox, type ShellTask, shellPipeline } from "./shell.ts";

/** A pipeline with inputs, whose one task reads them. */
function withInputs(): PipelineDocument {
  const parameters = { rows: { parameterType: "NUMBER_INTEGER" }, names: { parameterType: "LIST", isOptional: true } };
  const artifacts = { data: { artifactType: { schemaTitle: "system.Dataset", schemaVersion: "0.0.1" }, isOptional: true } };
  const document = shellPipeline({ one: { script: 'test -z "$1" || ls "$1"', args: ["{{$.inputs.artifacts['data'].path}}"] } });
  const inputs = { parameters: { rows: { componentInputParameter: "rows" } }, artifacts: { data: { componentInputArtifact: "data" } } };
  Object.assign(document.spec.root, { inputDefinitions: { parameters, artifacts } });
  Object.assign(document.spec.root.dag!.tasks!["one"]!, { inputs });
  Object.assign(document.spec.components!["comp-one"]!, { inputDefinitions: { parameters: { rows: parameters.rows }, artifacts } });
  return document;
}

let deep: JsonValue = [];
for (let level = 0; level < 20_000; level++) deep = [deep];

test.each<[string, RunInputs, string | RegExp]>([
  ["an unknown parameter", { parameters: { rows: 1, row: 2 } }, 'the pipeline has no input parameter "row". Did you mean "rows"?'],
  ["an unknown artifact", { parameters: { rows: 1 }, artifacts: { model: "m" } }, 'the pipeline has no input artifact "model".'],
  ["a parameter in the place of an artifact", { parameters: { rows: 1, data: "x" } }, 'the pipeline has no input parameter "data".'],
  ["an inherited name", { parameters: { rows: 1, constructor: "x" } as never }, 'the pipeline has no input parameter "constructor".'],
  [
    "a value that is nested without end",
    { parameters: { rows: 1, names: deep } },
    'the input "names" is nested deeper than 500 levels: give it as an artifact.',
  ],
  [
    "a value of 17 MiB",
    { parameters: { rows: 1, names: ["x".repeat(17 * 2 ** 20)] } },
    /^the input "names" has 17825796 bytes, and a parameter may have 16777216: give it as an artifact\.$/,
  ],
  [
    "an artifact that is not there",
    { parameters: { rows: 1 }, artifacts: { data: "nothing" } },
    /^the input "data" cannot be had: .*nothing/,
  ],
  [
    "an artifact in a store without a client",
    { parameters: { rows: 1 }, artifacts: { data: "gs://bucket/data" } },
    /^the input "data" cannot be had: .*gs:/,
  ],
])("%s is refused before anything runs", async (_what, inputs, message) => {
  const sandbox = new Sandbox();
  const failed = await sandbox.run(withInputs(), inputs).catch((error: Error) => error);
  expect(failed).toMatchObject({ name: "RunnerError" });
  expect((failed as Error).message).toMatch(message);
  expect((failed as Error).message).not.toContain("\n");
});

test.each<[string, RunInputs, string]>([
  ["missing", {}, 'the input "rows" has no value, and it is not optional'],
  ["of the wrong type", { parameters: { rows: "many" } }, 'the input "rows" is NUMBER_INTEGER, and "many" is none'],
])("a parameter that is %s fails the run, of which nothing runs", async (_what, inputs, message) => {
  const { record } = await new Sandbox().run(withInputs(), inputs);
  expect(record).toMatchObject({ state: "failed", error: { task: null, message }, tasks: [] });
});

test.each<[string, (sandbox: Sandbox, path: string) => void, RegExp]>([
  [
    "a pipe",
    (_sandbox, path) => void spawnSync("sh", ["-c", 'mkfifo "$0"', path]),
    /data is neither a file nor a folder|data cannot be read: it is neither/,
  ],
  [
    "a folder with a link that leaves it",
    (sandbox, path) => {
      mkdirSync(path);
      symlinkSync(sandbox.precious, join(path, "link"));
    },
    /data cannot be read: it holds a link that leaves it: link -> /,
  ],
])("an input artifact that is %s", async (_what, make, message) => {
  const sandbox = new Sandbox();
  make(sandbox, join(sandbox.cwd, "data"));
  const failed = await sandbox.run(withInputs(), { parameters: { rows: 1 }, artifacts: { data: "data" } }).catch((error: Error) => error);
  expect(failed).toMatchObject({ name: "RunnerError" });
  expect((failed as Error).message).toMatch(message);
});

test("artifacts that are given are read where they are, and stay as they are", async () => {
  const sandbox = new Sandbox();
  const before = sandbox.around();
  const { record } = await sandbox.run(withInputs(), { parameters: { rows: 1 }, artifacts: { data: "../outside/folder" } });
  expect([record.state, sandbox.around()]).toEqual(["succeeded", before]);
});

const out = (kind: "parameters" | "artifacts", name: string): Partial<ShellTask> =>
  kind === "parameters" ? { parameters: { [name]: "STRING" } } : { artifacts: [name] };

test.each<[string, PipelineDocument, string]>([
  [
    "a task that leads elsewhere",
    shellPipeline({ "../../../../outside": { script: "true" } }),
    'a task has the name "../../../../outside", which no file can have: rename it.',
  ],
  ["a task with a slash", shellPipeline({ "a/b": { script: "true" } }), 'a task has the name "a/b"'],
  ["a task of two dots", shellPipeline({ "..": { script: "true" } }), 'a task has the name ".."'],
  ["a task without a name", shellPipeline({ "": { script: "true" } }), 'a task has the name ""'],
  [
    "a parameter that leads elsewhere",
    shellPipeline({ one: { script: "true", ...out("parameters", "../../precious") } }),
    'an output has the name "../../precious"',
  ],
  [
    "an artifact that leads elsewhere",
    shellPipeline({ one: { script: "true", ...out("artifacts", "../../../../outside/precious") } }),
    "an output has the name",
  ],
  [
    "a pipeline that leads elsewhere",
    shellPipeline({ one: { script: "true" } }, "../../outside"),
    'the pipeline has the name "../../outside"',
  ],
  [
    "a name that is too long",
    shellPipeline({ [`t${"x".repeat(300)}`]: { script: "true" } }),
    "a task has a name of 301 bytes, and a file's may have 200",
  ],
])("%s is refused before anything is written", async (_what, document, message) => {
  const sandbox = new Sandbox();
  const before = sandbox.around();
  await expect(sandbox.run(document)).rejects.toMatchObject({ name: "RunnerError", message: expect.stringContaining(message) });
  expect([sandbox.around(), existsSync(sandbox.runs)]).toEqual([before, false]);
});

test("hostile names that files can have are names like any other", async () => {
  const names = ["__proto__x", "constructor", "-rf", "a b", "$(touch x)", "ü😀", "a'b\"c", "x.log", "{{$.inputs}}"];
  const document = shellPipeline(
    Object.fromEntries(
      names.map((name) => [
        name,
        { script: 'echo "$KFP_POD_NAME"; echo 1 > "$1"', args: [`{{$.outputs.artifacts['x'].path}}`], artifacts: ["x"] },
      ]),
    ),
  );
  const sandbox = new Sandbox();
  const before = sandbox.around();
  const { record, events } = await sandbox.run(document);
  expect(record.tasks.filter(({ error }) => error !== null)).toEqual([]);
  expect(record.tasks.map(({ path }) => path).sort()).toEqual([...names].sort());
  const lines = events.flatMap((event) => (event.type === "task-log" ? [[event.path, event.line]] : []));
  expect(lines.every(([path, line]) => path === line)).toBe(true);
  expect(sandbox.around()).toEqual(before);
});

test.each<[string, (document: PipelineDocument) => void]>([
  ["an executor that is not there", ({ spec }) => void delete spec.deploymentSpec!.executors["exec-one"]],
  ["a component that is not there", ({ spec }) => void delete spec.components!["comp-one"]],
  [
    "tasks that wait for each other",
    ({ spec }) => {
      const tasks = spec.root.dag!.tasks!;
      tasks["one"]!.dependentTasks = ["two"];
      tasks["two"]!.dependentTasks = ["one"];
    },
  ],
  [
    "a component that holds itself",
    ({ spec }) => {
      spec.components!["comp-one"] = { dag: { tasks: { again: { taskInfo: { name: "again" }, componentRef: { name: "comp-one" } } } } };
    },
  ],
])("a document with %s is found out, and does not hang the runner", async (_what, damage) => {
  const document = shellPipeline({ one: { script: "true" }, two: { script: "true" } });
  expect(checkDocument(document)).toEqual([]);
  damage(document);
  expect(checkDocument(document)).not.toEqual([]);
});

test("a program that is not there, and an image that nothing here can run", async () => {
  const sandbox = new Sandbox();
  const document = shellPipeline({ one: { script: "true" } });
  Object.assign(document.spec.deploymentSpec!.executors["exec-one"]!.container!, { command: ["no-such-program-here"] });
  const { task } = await sandbox.run(document);
  expect(task("one").error).toMatch(/^`one`: `process` cannot run it: its program `no-such-program-here` is not on PATH; /);
});

test("timeouts and waits of more than 24 days are no timeouts of a millisecond", async () => {
  const document = shellPipeline({ one: { script: "sleep 0.1" } });
  const month = { activeDeadlineSeconds: 31 * 86_400 };
  Object.assign(document, {
    platforms: {
      platforms: {
        kubernetes: { pipelineConfig: month, deploymentSpec: { executors: { "exec-one": { activeDeadlineSeconds: 31 * 86_400 } } } },
      },
    },
  });
  expect((await new Sandbox().run(document)).record).toMatchObject({ state: "succeeded", error: null });
});

test("a log in the place of a folder of logs", async () => {
  const sandbox = new Sandbox();
  const { record } = await sandbox.run(shellPipeline({ one: { script: `mkdir -p ../../logs/one.log`, after: [] } }));
  expect(record.state).toBe("succeeded");
  const other = new Sandbox();
  const failed = await other.run(shellPipeline({ one: { script: "mkdir -p ../../logs/one.log; echo 1" } })).catch((error: Error) => error);
  expect(failed).toMatchObject({ name: "RunnerError", message: expect.stringMatching(/^the log .*one\.log cannot be written: /) });
  expect(readdirSync(join(other.cwd, ".typeline/runs"))).toHaveLength(1);
  writeFileSync(join(other.cwd, "still"), "");
});
