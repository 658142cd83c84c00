import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { type Script, scriptedRunner } from "../samples/scripted-run.ts";
import { createWorld, writeFiles } from "../samples/world.ts";

const source = "export const hello = pipeline(1);\n";
const schema = JSON.parse(readFileSync(new URL("../../../../schemas/run.schema.json", import.meta.url), "utf8"));
const isRecord = new Ajv2020({ allowUnionTypes: true, formats: { "date-time": true } }).compile(schema);

/** A world with files, and a runner that plays scripts. */
function worldWith(files: Readonly<Record<string, string>>, ...scripts: Script[]) {
  const world = createWorld(files);
  const { runDocument, calls } = scriptedRunner(...scripts);
  world.runDocument = runDocument;
  return { world, calls, run: world.run };
}

/** A compiled pipeline with inputs of all kinds. */
const typed = `pipelineInfo:
  name: typed
root:
  inputDefinitions:
    parameters:
      rows: {parameterType: NUMBER_INTEGER}
      names: {parameterType: LIST, isOptional: true}
      note: {parameterType: STRING, isOptional: true}
    artifacts:
      data: {artifactType: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}, isOptional: true}
      more: {artifactType: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}, isOptional: true, isArtifactList: true}
  dag:
    tasks:
      echo:
        taskInfo: {name: echo}
        componentRef: {name: comp-echo}
        inputs: {parameters: {text: {runtimeValue: {constant: hello}}}}
components:
  comp-echo:
    executorLabel: exec-echo
    inputDefinitions: {parameters: {text: {parameterType: STRING}}}
    outputDefinitions: {parameters: {loud: {parameterType: STRING}}}
deploymentSpec:
  executors:
    exec-echo: {container: {image: busybox, command: [echo]}}
schemaVersion: 2.1.0
`;

test("a run is told line by line, its outputs are the result", async () => {
  const outputs = {
    parameters: { greeting: "HELLO", scores: [1, 2] },
    artifacts: { model: { schemaTitle: "system.Model", uri: "file:///m", metadata: {} } },
  };
  const { run, world } = worldWith(
    { "hello.ts": source },
    {
      tasks: [
        { path: "greet", lines: ["one", "two"] },
        { path: "shout", state: "cached" },
      ],
      outputs,
    },
  );
  const { code, stdout, stderr } = await run("run", "hello.ts");
  expect(stderr.split("\n")).toEqual([
    "run hello-1 started",
    "task greet started (worker)",
    "greet | one",
    "greet | two",
    "task greet succeeded after 0.1 s",
    "task shout started (worker)",
    "task shout cached",
    "run hello-1 succeeded after 3.2 s",
    "",
  ]);
  expect(stdout.split("\n")).toEqual([
    "Outputs",
    "  greeting  HELLO",
    "  scores    [1,2]",
    "  model     system.Model  file:///m",
    "Run hello-1 succeeded after 3.2 s, 2 tasks (1 cached): .typeline/runs/hello-1",
    "",
  ]);
  expect(code).toBe(0);
  expect(world.exits).toEqual([]);
});

test("--json: one document on standard output, valid against the schema", async () => {
  const { run } = worldWith({ "hello.ts": source }, { tasks: [{ path: "greet" }] });
  const { code, stdout } = await run("run", "hello.ts", "--json");
  const record = JSON.parse(stdout);
  expect([code, record.runId, isRecord(record)]).toEqual([0, "hello-1", true]);
});

test("a failure: the place in TypeScript, the end of the log, and how to go on", async () => {
  const lines = Array.from({ length: 30 }, (_, index) => `line ${index + 1}`);
  const failed = { path: "fit", state: "failed", error: "it ended with exit code 3", source: "src/hello.ts:1:14", lines } as const;
  const { run } = worldWith({ "src/hello.ts": source }, { tasks: [failed, { path: "other", state: "failed", error: "also" }] });
  const { code, stdout, stderr } = await run("run", "src/hello.ts#hello", "--runs-dir", "my runs");
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr.slice(stderr.indexOf("Task fit failed:")).split("\n")).toEqual([
    "Task fit failed: it ended with exit code 3",
    "  at src/hello.ts:1:14",
    "    export const hello = pipeline(1);",
    "  The end of its log, my runs/hello-1/logs/fit.log:",
    ...lines.slice(10).map((line) => `  | ${line}`),
    "Task other failed: also",
    "To go on once it is mended: typeline run src/hello.ts#hello --resume hello-1 --runs-dir 'my runs'",
    "Run hello-1 failed after 3.2 s, 2 tasks (2 failed): my runs/hello-1",
    "",
  ]);
});

test("what the flags say reaches the runner", async () => {
  const { run, world, calls } = worldWith({ "hello.ts": source, ".env": "warehouse/token=abc\n" });
  const flags = [
    "--executor",
    "process",
    "--concurrency",
    "3",
    "--secrets",
    ".env",
    "--scheduled-at",
    "2026-01-31T06:00+01:00",
    "--no-cache",
  ];
  expect((await run("run", "hello.ts", ...flags)).code).toBe(0);
  expect(calls[0]?.options).toMatchObject({
    cwd: world.folder,
    runsDirectory: join(world.folder, ".typeline/runs"),
    executor: "process",
    concurrency: 3,
    secrets: new Map([["warehouse/token", "abc"]]),
    scheduledAt: "2026-01-31T05:00:00.000Z",
    cache: false,
  });
});

test("the configuration names the folder of runs and the environment's secrets, from where it stands", async () => {
  const config = { runsDir: "kept", defaultEnvironment: "here", environments: { here: { secretsFile: "secrets/.env" }, other: {} } };
  const files = { "typeline.config.ts": JSON.stringify(config), "secrets/.env": "a/b=c", "src/hello.ts": source, "x.yaml": typed };
  const { run, world, calls } = worldWith(files);
  for (const args of [["src/hello.ts"], ["x.yaml", "-p", "rows=1"], ["src/hello.ts", "--env", "other"]])
    expect(await run("run", ...args)).toMatchObject({ code: 0 });
  expect(calls.map(({ options }) => options.runsDirectory)).toEqual(Array(3).fill(join(world.folder, "kept")));
  expect(calls.map(({ options }) => options.secrets)).toEqual([new Map([["a/b", "c"]]), new Map([["a/b", "c"]]), undefined]);
});

test("inputs are read by their types, from texts and files; -p wins over --params", async () => {
  const files = { "x.yaml": typed, "in.yaml": "rows: 1\nnames: [a]\nnote: from the file\n", "note.txt": "long\ntext\n" };
  const { run, world, calls } = worldWith(files);
  expect(
    await run(
      "run",
      "x.yaml",
      "--params",
      "in.yaml",
      "-p",
      "rows=2",
      "-p",
      "note=@note.txt",
      "-p",
      "data=a=b.csv",
      "-p",
      'more=["c","s3://b/d"]',
    ),
  ).toMatchObject({ code: 0 });
  expect(await run("run", "x.yaml", "-p", "rows=2", "-p", "note=@@home")).toMatchObject({ code: 0 });
  expect(calls.map(({ inputs }) => inputs)).toEqual([
    {
      parameters: { rows: 2, names: ["a"], note: "long\ntext\n" },
      artifacts: { data: join(world.folder, "a=b.csv"), more: [join(world.folder, "c"), "s3://b/d"] },
    },
    { parameters: { rows: 2, note: "@home" }, artifacts: {} },
  ]);
});

test.each([
  ["a missing input", ["x.yaml"], "an input is missing: `rows` (an integer)"],
  ["an unknown one", ["x.yaml", "-p", "rows=1", "-p", "nots=x"], "there is no input `nots`. Did you mean `note`?"],
  ["a wrong one", ["x.yaml", "-p", "rows=many"], 'input `rows`: wanted an integer, but got "many"'],
  ["no value", ["x.yaml", "-p", "rows"], "`-p rows`: write `-p name=value`"],
  ["a file that is not there", ["x.yaml", "-p", "rows=@gone.txt"], "`-p rows=@gone.txt`: there is no such file"],
  ["an artifact by @", ["x.yaml", "-p", "data=@rows.csv"], "`data` is an artifact, which is given as a path"],
  ["a file of inputs that is no object", ["x.yaml", "--params", "list.json"], "`list.json` must hold an object"],
  ["no file of secrets", ["x.yaml", "-p", "rows=1", "--secrets", "gone.env"], "there is no file of secrets `gone.env`"],
  ["no source", [], "no SOURCE"],
  ["two sources", ["x.yaml", "hello.ts"], "too many arguments"],
  ["an unknown executor", ["x.yaml", "--executor", "mesos"], "write `auto`, `worker`, `process`, `docker`, `podman`"],
  ["a concurrency of none", ["x.yaml", "--concurrency", "0"], "how many tasks may run at once"],
  ["a time that is none", ["x.yaml", "--scheduled-at", "tomorrow"], "`--scheduled-at tomorrow` is not a time"],
  ["inputs of a resumed run", ["x.yaml", "--resume", "last", "-p", "rows=1"], "`-p` cannot be used with `--resume`"],
  ["a run that is not there", ["--resume", "hello-9"], "there is no run `hello-9` in `.typeline/runs`"],
  ["several pipelines", ["two.ts"], "`two.ts` has 2 pipelines (one, two): pick one with `two.ts#one`"],
  ["a component that is not there", ["x.yaml#eco"], "has no pipeline or component `eco`. Did you mean `echo`?"],
])("%s is wrong usage: one explanation, and nothing is run", async (_what, args, explanation) => {
  const files = {
    "x.yaml": typed,
    "list.json": "[1]",
    "hello.ts": source,
    "two.ts": "export const one = pipeline(1);\nexport const two = pipeline(2);\n",
  };
  const { run, calls } = worldWith(files);
  const { code, stdout, stderr } = await run("run", ...args);
  expect(stderr).toContain(explanation);
  expect([code, stdout, calls.length, stderr.trim().split("\n").length]).toEqual([2, "", 0, 1]);
});

test("every wrong input is told at once", async () => {
  const { run } = worldWith({ "x.yaml": typed });
  const { stderr } = await run("run", "x.yaml", "-p", "names=[", "-p", "x=1");
  expect(stderr.match(/^ {2}(?:input|there|an input)/gm)).toHaveLength(3);
});

test("mistakes of sources are shown as by compile, and nothing is run", async () => {
  const { run, calls } = worldWith({ "hello.ts": `${source}BROKEN`, "bad.yaml": typed.replace("comp-echo}", "comp-eco}") });
  expect(await run("run", "hello.ts")).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("error TL9001") });
  const json = await run("run", "hello.ts", "--json");
  expect([json.stdout, JSON.parse(json.stderr)]).toEqual(["", [expect.objectContaining({ code: "TL9001" })]]);
  expect((await run("run", "bad.yaml", "-p", "rows=1")).stderr).toContain("comp-eco");
  expect((await run("run", "gone.yaml")).code).toBe(1);
  expect(calls).toEqual([]);
});

test("one component of a compiled pipeline is run as a pipeline of its own", async () => {
  const { run, calls } = worldWith({ "x.yaml": typed });
  expect(await run("run", "x.yaml#echo", "-p", "text=hi")).toMatchObject({ code: 0 });
  expect(calls[0]?.inputs.parameters).toEqual({ text: "hi" });
  const { spec } = calls[0]!.document;
  expect(spec.pipelineInfo.name).toBe("echo");
  expect(spec.root.dag).toEqual({
    tasks: {
      echo: {
        taskInfo: { name: "echo" },
        componentRef: { name: "comp-echo" },
        cachingOptions: { enableCache: true },
        inputs: { parameters: { text: { componentInputParameter: "text" } }, artifacts: {} },
      },
    },
    outputs: { parameters: { loud: { valueFromParameter: { producerSubtask: "echo", outputParameterKey: "loud" } } }, artifacts: {} },
  });
});

test("FOLDER#name opens the file that exports it, though others are broken", async () => {
  const { run, calls } = worldWith({
    "src/a.ts": "export const first = pipeline(1);\n",
    "src/b.ts": "export const second = pipeline(BROKEN);\n",
  });
  expect(await run("run", "src#first")).toMatchObject({ code: 0 });
  expect(calls[0]?.document.spec.pipelineInfo.name).toBe("first");
});

test("--resume goes on with the stored pipeline and its inputs, --resume with SOURCE with what that is now", async () => {
  const { run, world, calls } = worldWith(
    { "x.yaml": typed },
    { runId: "typed-a1", tasks: [{ path: "echo", state: "failed", error: "no" }] },
    {},
  );
  await run("run", "x.yaml", "-p", "rows=7", "-p", "data=d.csv");
  writeFiles(world.folder, { "x.yaml": typed.replace("[echo]", "[printf]") });
  expect(await run("run", "--resume", "typed-a")).toMatchObject({ code: 0, stderr: expect.stringContaining("run typed-a1 resumed") });
  expect(await run("run", "x.yaml", "--resume", "last")).toMatchObject({ code: 0 });
  expect(calls.slice(1).map(({ options, inputs }) => [options.resume, inputs])).toEqual(
    Array(2).fill(["typed-a1", { parameters: { rows: 7 }, artifacts: { data: join(world.folder, "d.csv") } }]),
  );
  const commands = calls.map(({ document }) => document.spec.deploymentSpec?.executors?.["exec-echo"]?.container?.command);
  expect(commands).toEqual([["echo"], ["echo"], ["printf"]]);
});

test("what has not changed is not compiled again; its warnings are told again", async () => {
  const { run, world, calls } = worldWith({ "hello.ts": `${source}ODD\n`, "typeline.config.ts": '{ "runsDir": ".kept" }' });
  world.env["NO_COLOR"] = "1";
  for (const args of [["hello.ts"], ["hello.ts"], ["hello.ts", "--executor", "process"]])
    expect(await run("run", ...args)).toMatchObject({ code: 0, stderr: expect.stringContaining("warning TL9002") });
  expect(world.compilations()).toBe(1);
  expect(calls[2]?.document).toEqual(calls[0]?.document);
  expect(calls[2]?.options).toMatchObject({ runsDirectory: join(world.folder, ".kept"), executor: "process" });

  writeFiles(world.folder, { "hello.ts": `${source}// changed\n` });
  await run("run", "hello.ts");
  writeFiles(world.folder, { "typeline.config.ts": '{ "runsDir": ".elsewhere" }' });
  await run("run", "hello.ts");
  expect(world.compilations()).toBe(3);
  expect(calls[4]?.options.runsDirectory).toBe(join(world.folder, ".elsewhere"));
  await run("compile", "hello.ts");
  expect(world.compilations()).toBe(4);
});

test("a run that is still running is not resumed", async () => {
  const { run, world, calls } = worldWith({ "hello.ts": source });
  await run("run", "hello.ts");
  writeFiles(world.folder, { ".typeline/runs/hello-1/lock": String(process.ppid) });
  expect(await run("run", "--resume", "last")).toMatchObject({ code: 2, stderr: "typeline: run `hello-1` is still running.\n" });
  expect(calls).toHaveLength(1);
});

test("a run that cannot start is one line; a bug is told as one", async () => {
  const { run, world } = worldWith({ "hello.ts": source });
  const { RunnerError } = await import("@typeline/runner");
  world.runDocument = () => Promise.reject(new RunnerError("the folder `x` cannot be written."));
  expect(await run("run", "hello.ts")).toEqual({ code: 1, stdout: "", stderr: "typeline: the folder `x` cannot be written.\n" });
  world.runDocument = () => Promise.reject(new TypeError("oops"));
  expect((await run("run", "hello.ts")).code).toBe(70);
});

test("Ctrl-C cancels the run, which can be resumed; a second one ends at once", async () => {
  const { run, world, calls } = worldWith({ "hello.ts": source }, { tasks: [{ path: "greet" }], endless: true });
  const running = run("run", "hello.ts");
  await expect.poll(() => calls.length).toBe(1);
  world.interrupt();
  const { code, stdout, stderr } = await running;
  expect([code, stdout, world.exits]).toEqual([1, "", []]);
  expect(calls[0]?.options.signal?.aborted).toBe(true);
  expect(stderr).toContain("Cancelling: tasks are asked to stop.");
  expect(stderr).toContain("To go on: typeline run hello.ts --resume hello-1\nRun hello-1 was cancelled");
});

test("a second Ctrl-C within the grace ends the process", async () => {
  const { run, world } = worldWith({ "hello.ts": source });
  world.isTTY = true;
  let started = false;
  world.runDocument = () => {
    started = true;
    return new Promise(() => {});
  };
  void run("run", "hello.ts");
  await expect.poll(() => started).toBe(true);
  world.interrupt();
  await new Promise((resolve) => setImmediate(resolve));
  world.interrupt();
  await expect.poll(() => world.exits).toEqual([1]);
});

test("on a terminal there is a tree; in CI, and where TERM is dumb, there are lines", async () => {
  const { run, world } = worldWith({ "hello.ts": source }, { tasks: [{ path: "greet", lines: ["one"] }] });
  world.isTTY = true;
  world.env["NO_COLOR"] = "1";
  const { stderr, stdout } = await run("run", "hello.ts");
  expect(stderr).toContain("  ✓ greet  0.1 s");
  expect(stderr.startsWith("\u001b[?2026h\u001b[?25l")).toBe(true);
  expect(stderr.endsWith("\u001b[?25h")).toBe(true);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is looked for.
  expect(stderr + stdout).not.toMatch(/\u001b\[\d+m/);
  for (const [name, value] of [
    ["CI", "true"],
    ["TERM", "dumb"],
  ] as const) {
    world.env[name] = value;
    expect((await run("run", "hello.ts")).stderr).toContain("greet | one\n");
    delete world.env[name];
  }
});
