import type { JsonValue, PipelineTaskSpec } from "@typeline/ir";
import type { Values } from "../values.ts";
import { short } from "./inputs.ts";
import { TaskFailure } from "./task-failure.ts";

/** The items of a loop, and the inputs of each iteration: those of the loop, and the item. */
export interface LoopItems {
  readonly count: number;
  inputs(index: number): Values;
}

export const itemInputOf = ({ parameterIterator, artifactIterator }: PipelineTaskSpec): string | undefined =>
  (parameterIterator ?? artifactIterator)?.itemInput;

/** @throws TaskFailure if there is no list */
export function itemsOf({ parameterIterator, artifactIterator }: PipelineTaskSpec, { parameters, artifacts }: Values): LoopItems {
  if (artifactIterator) {
    const list = artifacts.get(artifactIterator.items?.inputArtifact ?? "") ?? [];
    const inputs = (index: number): Values => ({
      parameters,
      artifacts: new Map(artifacts).set(artifactIterator.itemInput ?? "", [list[index]!]),
    });
    return { count: list.length, inputs };
  }
  const { items, itemInput = "" } = parameterIterator ?? {};
  const list = listOf(items?.raw ?? parameters.get(items?.inputParameter ?? ""));
  return {
    count: list.length,
    inputs: (index) => ({ parameters: new Map(parameters).set(itemInput, list[index]!), artifacts }),
  };
}

function listOf(given: JsonValue | undefined): readonly JsonValue[] {
  let list = given;
  try {
    if (typeof given === "string") list = JSON.parse(given) as JsonValue;
  } catch {}
  if (!Array.isArray(list)) throw new TaskFailure(`${given === undefined ? "nothing" : short(given)} is no list to loop over`);
  return list;
}
