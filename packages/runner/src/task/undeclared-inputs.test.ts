import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PipelineDocument } from "@typeline/ir";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runDocument } from "../run.ts";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "typeline-undeclared-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const OUTPUT = { outputDefinitions: { parameters: { Output: { parameterType: "STRING" } } } } as const;
const write = (text: string) => `mkdir -p "$(dirname "$0")" && printf %s ${text} > "$0"`;
const output = "{{$.outputs.parameters['Output'].output_file}}";

/** As KFP's SDK compiles `use().set_container_image(…)` and limits with values of a run: the component declares no input for them. */
const document: PipelineDocument = {
  spec: {
    schemaVersion: "2.1.0",
    pipelineInfo: { name: "undeclared" },
    components: {
      "comp-make": {
        executorLabel: "exec-make",
        inputDefinitions: { parameters: { text: { parameterType: "STRING" } } },
        ...OUTPUT,
      },
      "comp-use": { executorLabel: "exec-use", ...OUTPUT },
    },
    deploymentSpec: {
      executors: {
        "exec-make": {
          container: { image: "busybox", command: ["sh", "-c", write('"$1"')], args: [output, "{{$.inputs.parameters['text']}}"] },
        },
        "exec-use": {
          container: {
            image: "busybox:{{$.inputs.parameters['pipelinechannel--make-Output']}}",
            command: ["sh", "-c", write('"$GREETING"')],
            args: [output],
            env: [{ name: "GREETING", value: "hello {{$.inputs.parameters['pipelinechannel--make-Output']}}" }],
            resources: { resourceCpuLimit: "{{$.inputs.parameters['pipelinechannel--cpus']}}" },
          },
        },
      },
    },
    root: {
      inputDefinitions: { parameters: { text: { parameterType: "STRING" }, cpus: { parameterType: "STRING" } } },
      dag: {
        outputs: { parameters: { Output: { valueFromParameter: { producerSubtask: "use", outputParameterKey: "Output" } } } },
        tasks: {
          make: {
            componentRef: { name: "comp-make" },
            inputs: { parameters: { text: { componentInputParameter: "text" } } },
          },
          use: {
            componentRef: { name: "comp-use" },
            cachingOptions: { enableCache: true },
            dependentTasks: ["make"],
            inputs: {
              parameters: {
                "pipelinechannel--make-Output": { taskOutputParameter: { producerTask: "make", outputParameterKey: "Output" } },
                "pipelinechannel--cpus": { componentInputParameter: "cpus" },
              },
            },
          },
        },
      },
      outputDefinitions: { parameters: { Output: { parameterType: "STRING" } } },
    },
  },
};

const run = async (text: string) => {
  const { state, error, outputs, tasks } = await runDocument(
    document,
    { parameters: { text, cpus: "500m" } },
    { cwd, executor: "process" },
  );
  expect({ state, error }).toEqual({ state: "succeeded", error: null });
  return [outputs.parameters["Output"], tasks.find(({ path }) => path === "use")!.state];
};

test("placeholders of an executor see inputs that its component does not declare, and so does the cache", async () => {
  expect(await run("world")).toEqual(["hello world", "succeeded"]);
  expect(await run("world")).toEqual(["hello world", "cached"]);
  expect(await run("moon")).toEqual(["hello moon", "succeeded"]);
});
