import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, expect, test } from "vitest";
import type { RuntimeInterface } from "../src/interface.ts";
import { bundle, launch, openFolder } from "./launch.ts";

const trains: RuntimeInterface = {
  name: "train",
  inputs: {
    type: "object",
    properties: { epochs: { type: "integer" }, title: { type: "string" } },
    required: ["title"],
    additionalProperties: false,
  },
  statuses: ["status"],
  artifacts: { data: {}, parts: { list: true, optional: true } },
  outputs: ["model", "metrics", "data", "accuracy", "steps", "summary"],
  bare: false,
  env: ["TOKEN", "PROXY"],
  optionalEnv: ["PROXY"],
};
const behaves: RuntimeInterface = {
  name: "behave",
  inputs: { type: "object", properties: { how: { type: "string" } } },
  artifacts: {},
  outputs: ["Output"],
  bare: true,
  env: [],
};

let train: string;
let behave: string;
beforeAll(async () => {
  [train, behave] = await Promise.all([bundle("train", trains), bundle("behave", behaves)]);
});

/** What KFP's driver hands to a task of the component `train`. */
async function trainInput(parameterValues: object = { title: 'it\'s "quoted" {{$}} 😀' }) {
  const folder = await openFolder();
  await writeFile(join(folder, "rows"), '[{"x":1},{"x":2}]');
  const artifact = (name: string, schemaTitle: string) => ({
    artifacts: [
      {
        name,
        type: { schemaTitle, schemaVersion: "0.0.1" },
        uri: `minio://b/${name}`,
        customPath: join(folder, "out", name),
        metadata: {},
      },
    ],
  });
  const rows = {
    name: "rows",
    type: { schemaTitle: "system.Dataset" },
    uri: "minio://b/rows",
    customPath: join(folder, "rows"),
    metadata: { day: "mon" },
  };
  const outputFile = join(folder, "deep/er/executor_output.json");
  return {
    folder,
    outputFile,
    input: {
      inputs: { parameterValues, artifacts: { data: { artifacts: [rows] }, parts: { artifacts: [rows] } } },
      outputs: {
        parameters: { accuracy: { outputFile: join(folder, "accuracy") } },
        artifacts: {
          model: artifact("model", "system.Model"),
          metrics: artifact("metrics", "system.Metrics"),
          data: artifact("data", "system.Dataset"),
          "executor-logs": artifact("executor-logs", "system.Artifact"),
        },
        outputFile,
      },
    },
  };
}

async function behaveInput(how: string) {
  const outputFile = join(await openFolder(), "executor_output.json");
  return { outputFile, input: { inputs: { parameterValues: { how } }, outputs: { outputFile } } };
}

const json = async (file: string) => JSON.parse(await readFile(file, "utf8"));

test("a task reads its inputs and writes its outputs as KFP's launcher wants them", async () => {
  const { folder, outputFile, input } = await trainInput();
  const args = [
    "--component",
    "train",
    "--run_id",
    "r-1",
    "--run_name=nightly",
    "--created_at",
    "2026-01-02T03:04:05Z",
    "--scheduled_at",
    "{{$.pipeline_job_schedule_time_utc}}",
  ];
  const { code, stdout, stderr } = await launch(train, input, { args, env: { TOKEN: "secret", KFP_RETRY_INDEX: "2", OTHER: "x" } });
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: 'training it\'s "quoted" {{$}} 😀\n',
    stderr: 'TYPELINE_PROGRESS {"done":0.5,"note":"half\\nway"}\n',
  });
  const output = await json(outputFile);
  expect(output).toEqual({
    parameterValues: {
      accuracy: 0.5,
      steps: 2,
      summary: {
        read: '[{"x":1},{"x":2}]',
        env: [["TOKEN", "secret"], ["PROXY", null]], // biome-ignore format: pairs
        run: { id: "r-1", name: "nightly", createdAt: "2026-01-02T03:04:05Z", scheduledAt: "2026-01-02T03:04:05Z" },
        task: { name: "train", attempt: 3 },
        workspace: "/kfp-workspace",
        status: null,
      },
    },
    artifacts: {
      model: { artifacts: [{ name: "model", uri: "minio://b/model", metadata: { framework: "own" } }] },
      metrics: { artifacts: [{ name: "metrics", uri: "minio://b/metrics", metadata: { rows: 2, parts: 1 } }] },
      data: { artifacts: [{ name: "data", uri: "minio://b/rows", metadata: { day: "mon" } }] },
    },
  });
  expect(await readFile(join(folder, "out/model"), "utf8")).toBe("2 rows, 20 epochs");
  expect(existsSync(join(folder, "out/data"))).toBe(false);
  const schema = (name: string) => json(fileURLToPath(new URL(`../../../schemas/${name}.schema.json`, import.meta.url)));
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  for (const name of ["pipeline-spec", "executor-input"]) ajv.addSchema(await schema(name));
  const validate = ajv.compile(await schema("executor-output"));
  expect(validate(output), JSON.stringify(validate.errors)).toBe(true);
});

test("a large executor input may lie in a file", async () => {
  const { folder, outputFile, input } = await trainInput({ title: "x".repeat(300_000) });
  await writeFile(join(folder, "input.json"), JSON.stringify(input));
  const { code } = await launch(train, `@${join(folder, "input.json")}`, { env: { TOKEN: "t" } });
  expect(code).toBe(0);
  expect((await json(outputFile)).parameterValues.steps).toBe(2);
});

test.each([
  ["{{$}}", /^behave: no --executor_input: an engine starts this program/],
  ['{"inputs": {"parameterValues": {"a": "x"y"}}}', /^behave: --executor_input is not JSON: /],
])("%s is no executor input", async (text, message) => {
  const { code, stderr } = await launch(behave, text);
  expect(code).toBe(1);
  expect(stderr).toMatch(message);
});

test("only the chief of distributed training writes", async () => {
  for (const [type, writes] of [
    ["workerpool1", false],
    ["worker", false],
    ["workerpool0", true],
    ["chief", true],
    ["master", true],
  ] as const) {
    // biome-ignore format: a table
    const { folder, outputFile, input } = await trainInput();
    const { code } = await launch(train, input, { env: { TOKEN: "t", CLUSTER_SPEC: JSON.stringify({ task: { type, index: 0 } }) } });
    expect([type, code, existsSync(outputFile), existsSync(join(folder, "out/model"))]).toEqual([type, 0, writes, writes]);
  }
});

test("wrong inputs and a missing variable fail the task before its function is called", async () => {
  const wrong = await trainInput({ title: "a", epochs: 2.5 });
  expect(await launch(train, wrong.input, { env: { TOKEN: "t" } })).toEqual({
    code: 1,
    stdout: "",
    stderr: 'train: input "epochs": expected an integer, got 2.5\n',
  });
  const { input, outputFile } = await trainInput();
  expect(await launch(train, input)).toEqual({
    code: 1,
    stdout: "",
    stderr: "train: the environment variable TOKEN is declared, but not set\n",
  });
  expect(existsSync(outputFile)).toBe(false);
});

test.each([
  ["throw", "Error: too few rows: 2", "return fit([1, 2])"],
  ["throw later", "Error: too few rows: 1", "return fit([1])"],
])("a failing function's stack is that of the author's TypeScript, and no more (%s)", async (how, message, caller) => {
  const { input, outputFile } = await behaveInput(how);
  const { code, stderr } = await launch(behave, input);
  expect(code).toBe(1);
  const source = await readFile(new URL("components/behave.ts", import.meta.url), "utf8");
  const line = (text: string) => source.slice(0, source.indexOf(text)).split("\n").length;
  expect(stderr.trimEnd().split("\n")).toEqual([
    message,
    expect.stringMatching(new RegExp(`components/behave\\.ts:${line("throw new Error(`too few")}:`)),
    expect.stringMatching(new RegExp(`components/behave\\.ts:${line(caller)}:`)),
  ]);
  expect(existsSync(outputFile)).toBe(false);
});

test.each([
  ["cause", /^Error: no model\n[\s\S]*\nCaused by: Error: disk full\n/],
  ["no error", /^behave: the component threw \{ reason: 'odd' \}, which is no Error\n$/],
  ["floating rejection", /^Error: left alone\n/],
  ["uncaught", /^Error: from a timer\n/],
  ["never", /^behave: the process ended before the component had/],
  ["exit", /^behave: the process ended before the component had/],
  ["much output", /^Error: after much output\n/],
  ["NaN", /^behave: output "Output": NaN cannot be stored as JSON\n$/],
])("%s fails the task", async (how, message) => {
  const { input, outputFile } = await behaveInput(how);
  const { code, stdout, stderr } = await launch(behave, input);
  expect(code).toBe(1);
  expect(stderr).toMatch(message);
  expect(existsSync(outputFile)).toBe(false);
  if (how === "much output") expect(stdout).toHaveLength(200_000);
});

test("a task ends when its function has, whatever is left open", async () => {
  const { input, outputFile } = await behaveInput("open handle");
  expect((await launch(behave, input)).code).toBe(0);
  expect(await json(outputFile)).toEqual({ parameterValues: { Output: 1 }, artifacts: {} });
});

test("SIGTERM aborts the signal, and the task ends with 143 when its function has settled", async () => {
  const { input, outputFile } = await behaveInput("until stopped");
  const { code, stdout } = await launch(behave, input, { stopAfter: "started" });
  expect({ code, stdout }).toEqual({ code: 143, stdout: "started\ncleaned up\n" });
  expect(existsSync(outputFile)).toBe(false);
});

test("SIGTERM ends a function that does not listen after five seconds", async () => {
  const { input } = await behaveInput("deaf");
  const begun = performance.now();
  expect((await launch(behave, input, { stopAfter: "started" })).code).toBe(143);
  expect(performance.now() - begun).toBeGreaterThan(4900);
});
