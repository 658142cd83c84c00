import type { Leaf } from "../../engine/leaf.ts";
import { TaskFailure } from "../../engine/task-failure.ts";
import type { Values } from "../../values.ts";

/**
 * What components of the language do that need no program (`builtin` of the platform document): `keep` repeats its input, `fail` fails.
 *
 * @returns undefined for one that is not known here
 */
export function builtin(name: string | undefined): ((leaf: Leaf) => Values) | undefined {
  if (name === "keep") return keep;
  return name === "fail" ? fail : undefined;
}

/** The artifact stays where it is: artifacts do not change. */
function keep({ component, inputs: { parameters, artifacts } }: Leaf): Values {
  const type = component.outputDefinitions?.artifacts?.["value"]?.artifactType;
  const value = parameters.get("value");
  const list = artifacts.get("value")?.map((artifact) => ({ ...artifact, ...(type && { type }), name: "value" }));
  return { parameters: new Map(value === undefined ? [] : [["value", value]]), artifacts: new Map(list ? [["value", list]] : []) };
}

function fail({ inputs: { parameters } }: Leaf): never {
  throw new TaskFailure(String(parameters.get("message") ?? "the pipeline failed"));
}
