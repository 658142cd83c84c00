import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runPipeline } from "./run-ir.mjs";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "typeline-run-ir-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const NUMBER = { parameterType: "NUMBER_DOUBLE" };
const STRING = { parameterType: "STRING" };
const STRUCT = { parameterType: "STRUCT" };
const DATASET = { artifactType: { schemaTitle: "system.Dataset", schemaVersion: "0.0.1" } };

/** An executor that evaluates `body`: `i` is the executor input, `out(parameterValues, artifacts)` writes the executor output. */
const node = (body: string, args: string[] = ["{{$}}"]) => ({
  container: {
    image: "node:22-slim",
    command: [
      "node",
      "-e",
      `const fs = require("fs"); const i = JSON.parse(process.argv[1]);
       const out = (parameterValues, artifacts = {}) => fs.writeFileSync(i.outputs.outputFile, JSON.stringify({ parameterValues, artifacts })); ${body}`,
    ],
    args,
  },
});

const pipeline = (parts: { root: object; components?: object; executors: object }) => ({
  pipelineInfo: { name: "test" },
  root: parts.root,
  components: parts.components ?? {},
  deploymentSpec: { executors: parts.executors },
});

const fromInput = (name: string) => ({ componentInputParameter: name });
const fromTask = (producerTask: string, outputParameterKey: string) => ({ taskOutputParameter: { producerTask, outputParameterKey } });

test("values flow through a nested DAG, by defaults, constants and selectors, in the order of the data", async () => {
  const spec = pipeline({
    root: {
      inputDefinitions: { parameters: { n: { ...NUMBER, defaultValue: 20 } } },
      outputDefinitions: { parameters: { sum: NUMBER } },
      dag: {
        tasks: {
          inner: {
            componentRef: { name: "comp-inner" },
            dependentTasks: ["make"],
            inputs: { parameters: { cfg: fromTask("make", "cfg") } },
          },
          make: { componentRef: { name: "comp-make" }, inputs: { parameters: { n: fromInput("n") } } },
        },
        outputs: { parameters: { sum: { valueFromParameter: { producerSubtask: "inner", outputParameterKey: "sum" } } } },
      },
    },
    components: {
      "comp-make": {
        executorLabel: "exec-make",
        inputDefinitions: { parameters: { n: NUMBER } },
        outputDefinitions: { parameters: { cfg: STRUCT } },
      },
      "comp-inner": {
        inputDefinitions: { parameters: { cfg: STRUCT } },
        outputDefinitions: { parameters: { sum: NUMBER } },
        dag: {
          tasks: {
            add: {
              componentRef: { name: "comp-add" },
              inputs: {
                parameters: {
                  a: { ...fromInput("cfg"), parameterExpressionSelector: 'parseJson(string_value)["layers"][1]["we\\"ird"]' },
                  b: { runtimeValue: { constant: 2 } },
                },
              },
            },
          },
          outputs: { parameters: { sum: { valueFromParameter: { producerSubtask: "add", outputParameterKey: "Output" } } } },
        },
      },
      "comp-add": {
        executorLabel: "exec-add",
        inputDefinitions: { parameters: { a: NUMBER, b: NUMBER, c: { ...NUMBER, defaultValue: 20 } } },
        outputDefinitions: { parameters: { Output: NUMBER } },
      },
    },
    executors: {
      "exec-make": node('out({ cfg: { layers: [{}, { "we\\"ird": i.inputs.parameterValues.n }] } })'),
      "exec-add": node("const { a, b, c } = i.inputs.parameterValues; out({ Output: a + b + c })"),
    },
  });
  const { outputs, tasks } = await runPipeline(spec, { directory });
  expect(outputs.parameters.get("sum")).toBe(42);
  expect(tasks.map(({ path }) => path)).toEqual(["make", "inner/add", "inner"]);
  expect((await runPipeline(spec, { directory, inputs: { n: 1 } })).outputs.parameters.get("sum")).toBe(23);
});

test("an artifact is handed on with its metadata, and an imported one keeps its URI", async () => {
  const file = join(directory, "rows.txt");
  writeFileSync(file, "1,2,3");
  const artifact = (producerTask: string, outputArtifactKey: string) => ({ taskOutputArtifact: { producerTask, outputArtifactKey } });
  const spec = pipeline({
    root: {
      inputDefinitions: { parameters: { uri: STRING } },
      dag: {
        tasks: {
          importer: { componentRef: { name: "comp-importer" }, inputs: { parameters: { uri: fromInput("uri") } } },
          copy: {
            componentRef: { name: "comp-copy" },
            dependentTasks: ["importer"],
            inputs: { artifacts: { data: artifact("importer", "artifact") } },
          },
          read: {
            componentRef: { name: "comp-read" },
            dependentTasks: ["copy"],
            inputs: { artifacts: { data: artifact("copy", "copied") } },
          },
        },
        outputs: { artifacts: { copied: { artifactSelectors: [{ producerSubtask: "copy", outputArtifactKey: "copied" }] } } },
      },
    },
    components: {
      "comp-importer": {
        executorLabel: "exec-importer",
        inputDefinitions: { parameters: { uri: STRING } },
        outputDefinitions: { artifacts: { artifact: DATASET } },
      },
      "comp-copy": {
        executorLabel: "exec-copy",
        inputDefinitions: { artifacts: { data: DATASET } },
        outputDefinitions: { artifacts: { copied: DATASET } },
      },
      "comp-read": {
        executorLabel: "exec-read",
        inputDefinitions: { artifacts: { data: DATASET } },
        outputDefinitions: { parameters: { text: STRING } },
      },
    },
    executors: {
      "exec-importer": { importer: { artifactUri: { runtimeParameter: "uri" }, typeSchema: DATASET.artifactType } },
      "exec-copy": node(
        "const { uri } = i.outputs.artifacts.copied.artifacts[0]; fs.copyFileSync(i.inputs.artifacts.data.artifacts[0].uri, uri); out({}, { copied: { artifacts: [{ uri, metadata: { rows: 3 } }] } })",
      ),
      // As a container would: paths in the arguments, the parameter in a file.
      "exec-read": {
        container: {
          image: "node",
          command: ["node", "-e", 'const fs = require("fs"); fs.writeFileSync(process.argv[2], fs.readFileSync(process.argv[1]))'],
          args: ["{{$.inputs.artifacts['data'].path}}", "{{$.outputs.parameters['text'].output_file}}"],
        },
      },
    },
  });
  const { outputs, tasks } = await runPipeline(spec, { directory, inputs: { uri: file } });
  const [copied] = outputs.artifacts.get("copied") ?? [];
  expect(copied?.metadata).toEqual({ rows: 3 });
  expect(readFileSync(copied?.uri ?? "", "utf8")).toBe("1,2,3");
  expect(tasks.find(({ path }) => path === "read")?.outputs.parameters.get("text")).toBe("1,2,3");
  expect(tasks[0]?.outputs.artifacts.get("artifact")?.[0]?.uri).toBe(file);
});

test("arguments that depend on a parameter stand only if it was given", async () => {
  const spec = pipeline({
    root: {
      inputDefinitions: { parameters: { n: { ...NUMBER, isOptional: true } } },
      dag: { tasks: { t: { componentRef: { name: "comp-t" }, inputs: { parameters: { n: fromInput("n") } } } } },
    },
    components: { "comp-t": { executorLabel: "exec-t", outputDefinitions: { parameters: { rest: STRING } } } },
    executors: {
      "exec-t": node("out({ rest: process.argv.slice(2).join() })", [
        "{{$}}",
        JSON.stringify({ IfPresent: { InputName: "n", Then: ["--n", "{{$.inputs.parameters['n']}}"], Else: ["none"] } }),
      ]),
    },
  });
  const rest = async (inputs: Record<string, unknown>) =>
    (await runPipeline(spec, { directory, inputs })).tasks[0]?.outputs.parameters.get("rest");
  expect(await rest({ n: 7 })).toBe("--n,7");
  expect(await rest({})).toBe("none");
});

test("a failing task stops the run with its log", async () => {
  const task = { componentRef: { name: "comp-fail" } };
  const spec = pipeline({
    root: { dag: { tasks: { fail: task, later: { ...task, dependentTasks: ["fail"] } } } },
    components: { "comp-fail": { executorLabel: "exec-fail" } },
    executors: { "exec-fail": node('console.error("no luck"); process.exit(3)') },
  });
  await expect(runPipeline(spec, { directory })).rejects.toThrow(/^fail failed \(exit 3\):\nno luck/);
});

test.each([
  ["a condition", { triggerPolicy: { condition: "true" } }, "beyond this script"],
  ["a loop", { parameterIterator: { itemInput: "x", items: { raw: "[]" } } }, "beyond this script"],
  ["a cycle", { dependentTasks: ["t"] }, "t wait for each other"],
])("%s is refused, not ignored", async (_, task, message) => {
  const spec = pipeline({
    root: { dag: { tasks: { t: { componentRef: { name: "comp-t" }, ...task } } } },
    components: { "comp-t": { executorLabel: "exec-t" } },
    executors: { "exec-t": node("out({})") },
  });
  await expect(runPipeline(spec, { directory })).rejects.toThrow(message);
});
