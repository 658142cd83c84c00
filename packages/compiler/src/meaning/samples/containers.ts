import type { ComponentSpec, ExecutorInput, PipelineDocument, RuntimeArtifact } from "@typeline/ir";
import { type Files, runBundle, runScript } from "./bundles.ts";
import type { Leaf, RunContainer } from "./engine/executor.ts";
import { filled } from "./engine/placeholders.ts";
import { NOTHING, TaskFailed, type Values } from "./engine/values.ts";
import { delivered } from "./json.ts";
import { answer, StubFailed } from "./stubs.ts";

/** What a stub was called with, and by which task. */
export interface Call {
  /** `/outer/loop[2]/task` */
  readonly path: string;
  readonly stub: string;
  readonly received: unknown;
}

/**
 * Runs each container's own bundle over the stubs, and notes the calls. What is marked as `keep` hands on what it is given; `fail`, that of a
 * `throw`, is a script of a line.
 */
export function containers({ platforms }: PipelineDocument, calls: Call[], files: Files): RunContainer {
  const executors = platforms?.platforms.typeline?.deploymentSpec?.executors ?? {};
  return async ({ path, component, executor, inputs }) => {
    const mark = executors[component.executorLabel!] as { builtin?: string } | undefined;
    if (mark?.builtin === "keep") return kept(inputs);
    const { command = [], args = [] } = executor.container!;
    const stub = (name: string, received: object): unknown => {
      calls.push({ path, stub: name, received: delivered(received) });
      return answer(name, received);
    };
    const isScript = mark?.builtin === "fail";
    try {
      if (isScript)
        runScript(
          command,
          args.map((text) => `${filled(text, inputs.parameters, path)}`),
        );
      const output = isScript ? {} : await runBundle(command, executorInput(path, component, inputs), stub, files);
      return {
        parameters: new Map(Object.entries(output.parameterValues ?? {})),
        artifacts: new Map(Object.entries(output.artifacts ?? {}).map(([name, list]) => [name, list.artifacts ?? []])),
      };
    } catch (error) {
      const { message } = error as Error;
      throw isScript || message.includes(StubFailed.mark) ? new TaskFailed(message) : error;
    }
  };
}

function kept({ parameters, artifacts }: Leaf["inputs"]): Values {
  const artifact = artifacts.get("value");
  if (artifact !== undefined) return { ...NOTHING, artifacts: new Map([["value", artifact]]) };
  return { ...NOTHING, parameters: new Map([["value", parameters.get("value")]]) };
}

/** The text of an artifact: `gs://` is mounted at `/gcs`. */
export const textOf = ({ uri }: RuntimeArtifact, files: Files): string | undefined => files.get(uri!.replace("gs:/", "/gcs"));

function executorInput(path: string, { outputDefinitions = {} }: ComponentSpec, { parameters, artifacts }: Values): ExecutorInput {
  const place = (name: string, type: RuntimeArtifact["type"]): RuntimeArtifact => ({
    name,
    uri: `gs://run${path}/${name}`,
    metadata: {},
    ...(type && { type }),
  });
  return {
    inputs: {
      parameterValues: Object.fromEntries(parameters) as never,
      artifacts: Object.fromEntries([...artifacts].map(([name, list]) => [name, { artifacts: [...list] }])),
    },
    outputs: {
      artifacts: Object.fromEntries(
        Object.entries(outputDefinitions.artifacts ?? {}).map(([name, { artifactType }]) => [
          name,
          { artifacts: [place(name, artifactType)] },
        ]),
      ),
    },
  };
}
