import { join } from "node:path";
import type { ComponentSpec, ExecutorInput } from "@typeline/ir";
import type { Values } from "../values.ts";

/**
 * What a task is told: its inputs, and where it writes its outputs, below a folder of its own (`ml_pipelines.ExecutorInput`). URIs are
 * plain paths, which are their own places.
 */
export function executorInput({ outputDefinitions = {} }: ComponentSpec, { parameters, artifacts }: Values, folder: string): ExecutorInput {
  const parametersOut = Object.keys(outputDefinitions.parameters ?? {});
  const artifactsOut = Object.entries(outputDefinitions.artifacts ?? {});
  return {
    inputs: {
      parameterValues: Object.fromEntries(parameters),
      ...(artifacts.size > 0 && { artifacts: Object.fromEntries([...artifacts].map(([name, list]) => [name, { artifacts: [...list] }])) }),
    },
    outputs: {
      ...(parametersOut.length > 0 && {
        parameters: Object.fromEntries(parametersOut.map((name) => [name, { outputFile: join(folder, "parameters", name) }])),
      }),
      ...(artifactsOut.length > 0 && {
        artifacts: Object.fromEntries(
          artifactsOut.map(([name, { artifactType, metadata = {} }]) => [
            name,
            { artifacts: [{ name, ...(artifactType && { type: artifactType }), uri: join(folder, "artifacts", name), metadata }] },
          ]),
        ),
      }),
      outputFile: join(folder, "executor_output.json"),
    },
  };
}
