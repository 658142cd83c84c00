import type { JsonObject, PipelineDocument } from "@typeline/ir";

/** A small pipeline, with what the author wrote for those who submit it. */
export function samplePipeline(run: JsonObject = {}, name = "train"): PipelineDocument {
  return {
    spec: {
      pipelineInfo: { name, displayName: "Train a model", description: "Trains." },
      schemaVersion: "2.1.0",
      sdkVersion: "typeline-0.1.0",
      root: {
        inputDefinitions: { parameters: { rows: { parameterType: "NUMBER_INTEGER" }, cfg: { parameterType: "STRUCT", isOptional: true } } },
        dag: { tasks: { fit: { componentRef: { name: "comp-fit" }, taskInfo: { name: "fit" } } } },
      },
      components: { "comp-fit": { executorLabel: "exec-fit" } },
      deploymentSpec: { executors: { "exec-fit": { container: { image: "node:24-slim", command: ["node", "-e", "0"] } } } },
    },
    platforms: { platforms: { typeline: { config: { version: 1, ...(Object.keys(run).length > 0 && { run }) } } } },
  };
}
