import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type PipelineDocument, readDocument } from "@typeline/ir";
import type { Engine } from "./engine/engine.ts";
import type { Leaf, RunContainer } from "./engine/executor.ts";
import { TaskFailed, type Values } from "./engine/values.ts";

/** What KFP's own SDK has compiled. */
const folder = fileURLToPath(new URL("../../../../../../shared/conformance/kfp/valid/", import.meta.url));
export const isHere = existsSync(folder);

export const readPipeline = (file: string): PipelineDocument => readDocument(readFileSync(folder + file, "utf8"), file).document!;

/** What containers give, by the last part of their path. A function sees the inputs; an error fails the task. */
export type Gives = Readonly<Record<string, unknown>>;

/** Containers that give what a table says, else something of each output's type; the paths of those that ran are noted. */
export function tabled(gives: Gives, ran: string[]): RunContainer {
  return async (leaf) => {
    ran.push(leaf.path);
    const given = gives[leaf.path.slice(leaf.path.lastIndexOf("/") + 1)];
    const value = typeof given === "function" ? given(Object.fromEntries(leaf.inputs.parameters), leaf) : given;
    if (value instanceof Error) throw new TaskFailed(value.message);
    return outputs(leaf, value);
  };
}

function outputs({ path, component, inputs, attempt }: Leaf, value: unknown): Values {
  const { parameters = {}, artifacts = {} } = component.outputDefinitions ?? {};
  const texts = { NUMBER_INTEGER: 1, NUMBER_DOUBLE: 0.5, BOOLEAN: true, LIST: [], STRUCT: {} } as Readonly<Record<string, unknown>>;
  const metadata = { inputs: Object.fromEntries(inputs.parameters), attempt } as object as Record<string, never>;
  return {
    parameters: new Map(Object.entries(parameters).map(([name, { parameterType }]) => [name, value ?? texts[parameterType] ?? "text"])),
    artifacts: new Map(Object.keys(artifacts).map((name) => [name, [{ name, uri: `gs://run${path}/${name}`, metadata }]])),
  };
}

/** How a run of a file ends, and which containers ran. */
export async function runPipeline(
  engine: new (document: PipelineDocument, run: RunContainer) => Engine,
  document: PipelineDocument,
  given: object,
  gives: Gives,
) {
  const ran: string[] = [];
  const { state, outputs, reason } = await new engine(document, tabled(gives, ran)).run({
    parameters: new Map(Object.entries(given)),
    artifacts: new Map(),
  });
  return {
    state,
    ran: ran.sort(),
    outputs: Object.fromEntries(outputs.parameters),
    artifacts: Object.fromEntries(outputs.artifacts),
    reason,
  };
}
