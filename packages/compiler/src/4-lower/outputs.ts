import type { ComponentOutputsSpec, DagOutputsSpec } from "@typeline/ir";
import { artifactOf, type Value } from "../2-analyze/regions.ts";
import { record } from "../2-analyze/values.ts";
import type { Port, ValueType } from "../types/value-type.ts";
import { outputDefinitions } from "./interfaces.ts";

/** Where a DAG's outputs come from, and their declarations. Analysis has seen to it that each is a task's output. */
export function dagOutputs(
  outputs: ReadonlyMap<string, Value>,
  ports: readonly Port[] = [],
): { dag?: DagOutputsSpec; definitions?: ComponentOutputsSpec } {
  const parameters: [string, NonNullable<DagOutputsSpec["parameters"]>[string]][] = [];
  const artifacts: [string, NonNullable<DagOutputsSpec["artifacts"]>[string]][] = [];
  const declared: { name: string; type: ValueType; description?: string | undefined }[] = [];
  for (const [name, value] of outputs) {
    if (value.kind !== "output") throw new Error(`the output \`${name}\` is not a task's`);
    declared.push({ name, type: value.type, description: ports.find((port) => port.name === name)?.description });
    if (artifactOf(value.type))
      artifacts.push([name, { artifactSelectors: [{ producerSubtask: value.of.name, outputArtifactKey: value.name }] }]);
    else parameters.push([name, { valueFromParameter: { producerSubtask: value.of.name, outputParameterKey: value.name } }]);
  }
  const definitions = outputDefinitions(declared);
  if (!definitions) return {};
  return {
    definitions,
    dag: {
      ...(parameters.length > 0 && { parameters: record(parameters) }),
      ...(artifacts.length > 0 && { artifacts: record(artifacts) }),
    },
  };
}
