import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Sandbox, type ShellTask, shellPipeline } from "./shell.ts";

/** Runs one task; nothing outside of the run's folder may change. */
async function one(task: ShellTask, sandbox = new Sandbox()) {
  const before = sandbox.around();
  const { record, task: find } = await sandbox.run(shellPipeline({ one: task }));
  expect(sandbox.around()).toEqual(before);
  return { record, sandbox, ...find("one") };
}

const EXECUTOR_OUTPUT = "{{$.outputs.output_file}}";

/** A task that writes this executor output, `PRECIOUS` and `HERE` filled in. */
const tells = (output: unknown, more: Partial<ShellTask> = {}): ShellTask => ({
  script: `printf %s "$2" | sed "s#PRECIOUS#$PRECIOUS#g; s#HERE#$PWD#g" > "$1"`,
  args: [EXECUTOR_OUTPUT, typeof output === "string" ? output : JSON.stringify(output)],
  ...more,
});

test.each<[string, ShellTask, string | RegExp]>([
  ["writes nothing", { script: "true", parameters: { x: "STRING" } }, 'it wrote no output "x"'],
  [
    "writes text for an integer",
    { script: 'echo many > "$1"', args: ["{{$.outputs.parameters['x'].output_file}}"], parameters: { x: "NUMBER_INTEGER" } },
    'its output "x" is NUMBER_INTEGER, and it wrote "many\\n"',
  ],
  [
    "writes half of a list",
    { script: 'printf "[1," > "$1"', args: ["{{$.outputs.parameters['x'].output_file}}"], parameters: { x: "LIST" } },
    'its output "x" is LIST, and it wrote "[1,"',
  ],
  [
    "tells the wrong type",
    tells({ parameterValues: { x: "1" } }, { parameters: { x: "NUMBER_INTEGER" } }),
    'its output "x" is NUMBER_INTEGER, and it wrote "1"',
  ],
  [
    "writes 17 MiB",
    { script: 'head -c 17825792 /dev/zero > "$1"', args: ["{{$.outputs.parameters['x'].output_file}}"], parameters: { x: "STRING" } },
    /its output "x" has 17825792 bytes, and a parameter may have 16777216: give it as an artifact/,
  ],
  [
    "makes a folder of a parameter",
    { script: 'mkdir "$1"', args: ["{{$.outputs.parameters['x'].output_file}}"], parameters: { x: "STRING" } },
    'its output "x" is no file',
  ],
  [
    "links a parameter to a file of the machine",
    { script: 'ln -s /etc/passwd "$1"', args: ["{{$.outputs.parameters['x'].output_file}}"], parameters: { x: "STRING" } },
    'its output "x" is no file',
  ],
  [
    "tells what is no JSON",
    tells('{"parameterValues": {"x": 1}'),
    /its executor output is not JSON(?: at position \d+|, or ends too soon)$/,
  ],
  ["tells a list", tells([]), "its executor output is no object"],
  ["tells a field of its own", tells({ parameterValue: {} }), 'its executor output has a field "parameterValue", which KFP refuses'],
  [
    "tells no object of parameters",
    tells({ parameterValues: [1] }, { parameters: { x: "STRING" } }),
    /its executor output's "parameterValues" is no object/,
  ],
  ["tells no object of artifacts", tells({ artifacts: 1 }, { artifacts: ["x"] }), /its executor output's "artifacts" is no object/],
  [
    "tells an artifact that is none",
    tells({ artifacts: { x: { artifacts: [1] } } }, { artifacts: ["x"] }),
    /its executor output's artifact "x" is no object/,
  ],
  [
    "tells a list of artifacts that is none",
    tells({ artifacts: { x: "y" } }, { artifacts: ["x"] }),
    /its executor output's artifact "x" is no list/,
  ],
  [
    "tells a URI that is no text",
    tells({ artifacts: { x: { artifacts: [{ uri: 1 }] } } }, { artifacts: ["x"] }),
    /its executor output's artifact "x" has a "uri" that is no text/,
  ],
  [
    "tells metadata that are none",
    tells({ artifacts: { x: { artifacts: [{ metadata: 1 }] } } }, { artifacts: ["x"] }),
    /its executor output's artifact "x" has "metadata" that are no object/,
  ],
  [
    "tells a file URI of another machine",
    tells({ artifacts: { x: { artifacts: [{ uri: "file://elsewhere/x" }] } } }, { artifacts: ["x"] }),
    /its output "x" has the URI "file:\/\/elsewhere\/x", which is no path/,
  ],
  [
    "writes a link as an artifact",
    { script: 'ln -s "$PRECIOUS" "$1"', args: ["{{$.outputs.artifacts['x'].path}}"], artifacts: ["x"] },
    /its output "x" is neither a file nor a folder/,
  ],
  [
    "writes a pipe as an artifact",
    { script: 'mkfifo "$1"', args: ["{{$.outputs.artifacts['x'].path}}"], artifacts: ["x"] },
    /its output "x" is neither a file nor a folder/,
  ],
  [
    "writes a folder with a link that leaves it",
    { script: 'mkdir "$1"; ln -s "$PRECIOUS" "$1/link"', args: ["{{$.outputs.artifacts['x'].path}}"], artifacts: ["x"] },
    /its output "x" holds a link that leaves it: link -> /,
  ],
  [
    "writes a folder with a pipe",
    { script: 'mkdir -p "$1/a"; mkfifo "$1/a/pipe"', args: ["{{$.outputs.artifacts['x'].path}}"], artifacts: ["x"] },
    /its output "x" holds what is neither a file nor a folder: a\/pipe/,
  ],
  [
    "writes a name that is no UTF-8",
    { script: `mkdir "$1"; echo 1 > "$1/$(printf '\\377')"`, args: ["{{$.outputs.artifacts['x'].path}}"], artifacts: ["x"] },
    /its output "x" holds a name that is no UTF-8: /,
  ],
  [
    "is nested without end",
    {
      script: `{ head -c 200000 /dev/zero | tr '\\0' '['; head -c 200000 /dev/zero | tr '\\0' ']'; } > "$1"`,
      args: ["{{$.outputs.parameters['x'].output_file}}"],
      parameters: { x: "LIST" },
    },
    /its output "x" is nested deeper than \d+ levels/,
  ],
  ["is a program that is not there", { script: "no-such-program" }, "it ended with exit code 127: a program was not found"],
])("a task that %s fails with one clear error", async (_what, task, error) => {
  const sandbox = new Sandbox();
  const { record, state, error: found } = await one({ ...task, env: { PRECIOUS: sandbox.precious } }, sandbox);
  expect([state, record.state, record.error?.task]).toEqual(["failed", "failed", "one"]);
  expect(found).toMatch(error);
  expect(found).not.toMatch(/\n.*\n/);
  expect(record.error?.message).toBe(found);
});

test.each<[string, object]>([
  ["a URI", { uri: "PRECIOUS" }],
  ["a file URI", { uri: "file://PRECIOUS" }],
  ["a customPath", { customPath: "PRECIOUS" }],
  ["a customPath with dots", { customPath: "HERE/../../../../../../outside/precious" }],
  ["a customPath through a link", { customPath: "HERE/way/precious" }],
  ["a URI of a folder through a link", { uri: "HERE/way/folder" }],
])("%s outside of the run is told on, and not moved", async (_what, artifact) => {
  const sandbox = new Sandbox();
  const { state, outputs } = await one(
    {
      ...tells({ artifacts: { x: { artifacts: [artifact] } } }, { artifacts: ["x"] }),
      script: `ln -s "$(dirname "$PRECIOUS")" way; ${tells({}).script}`,
      env: { PRECIOUS: sandbox.precious },
    },
    sandbox,
  );
  expect(readFileSync(sandbox.precious, "utf8")).toBe("precious\n");
  if (state === "succeeded") expect(JSON.stringify(outputs)).not.toContain("/artifacts/");
});

test("a task that replaces its folder of artifacts by a link moves nothing out of where that leads", async () => {
  const sandbox = new Sandbox();
  const script = 'rm -rf artifacts parameters; ln -s "$(dirname "$PRECIOUS")" artifacts; ln -s "$(dirname "$PRECIOUS")" parameters';
  const { error } = await one({ script, artifacts: ["precious", "folder"], env: { PRECIOUS: sandbox.precious } }, sandbox);
  expect(error).toBeNull();
});

test("names that are odd, and links within, are kept", async () => {
  const script = `mkdir -p "$1/a b"; echo 1 > "$1/a b/-rf *"; echo 2 > "$1/$(printf 'new\\nline')"; ln -s "a b/-rf *" "$1/link"; echo 3 > "$1/ü😀"`;
  const { state, outputs, error } = await one({ script, args: ["{{$.outputs.artifacts['x'].path}}"], artifacts: ["x"] });
  expect([state, error]).toEqual(["succeeded", null]);
  const { path = "" } = outputs.artifacts["x"] as { path?: string };
  expect(["a b/-rf *", "new\nline", "link", "ü😀"].map((name) => readFileSync(`${path}/${name}`, "utf8"))).toEqual([
    "1\n",
    "2\n",
    "1\n",
    "3\n",
  ]);
});

test("two outputs that are one file: the first has it, the other is without content", async () => {
  const artifacts = { x: { artifacts: [{ customPath: "HERE/same" }] }, y: { artifacts: [{ customPath: "HERE/same" }] } };
  const { state, outputs } = await one(tells({ artifacts }, { artifacts: ["x", "y"], script: `echo 1 > same; ${tells({}).script}` }));
  expect(state).toBe("succeeded");
  const [x, y] = ["x", "y"].map((name) => (outputs.artifacts[name] as { path?: string }).path);
  expect([x !== undefined && readFileSync(x, "utf8"), y]).toEqual(["1\n", undefined]);
});

test("a task's folder is gone when it has ended well, and the workspace of tasks with the run", async () => {
  const { record } = await one({ script: "echo 1 > left" });
  expect(existsSync(`${record.directory}/tasks`)).toBe(false);
});

test("a task that changes an artifact that it was given fails, a folder of files too", async () => {
  const writes = (script: string): ShellTask => ({ script, args: ["{{$.outputs.artifacts['x'].path}}"], artifacts: ["x"] });
  const path = "{{$.inputs.artifacts['x'].path}}";
  const { record, task } = await new Sandbox().run(
    shellPipeline({
      file: writes('echo one > "$1"'),
      folder: writes('mkdir "$1" && echo one > "$1/a"'),
      reader: { script: 'cat "$1" "$2/a"', args: [path, "{{$.inputs.artifacts['y'].path}}"], reads: { x: "file.x", y: "folder.x" } },
      "changes-file": { script: 'chmod u+w "$1" && echo two > "$1"', args: [path], reads: { x: "file.x" }, after: ["reader"] },
      "changes-folder": { script: 'echo two > "$1/b"', args: [path], reads: { x: "folder.x" }, after: ["reader"] },
    }),
  );
  expect(record.state).toBe("failed");
  expect(task("reader").state).toBe("succeeded");
  const error = "it changed an artifact that it was given, x: what a task changes it gives as an output";
  expect([task("changes-file").error, task("changes-folder").error]).toEqual([error, error]);
});
