import type { ComponentInputParameterSpec, ComponentInputsSpec, ComponentOutputsSpec } from "@typeline/ir";
import type { Json } from "@typeline/runtime";
import type { Component } from "../2-analyze/components.ts";
import { artifactOf } from "../2-analyze/regions.ts";
import { record } from "../2-analyze/values.ts";
import { artifactSchema, literalsOf, parameterType } from "../types/parameter-type.ts";
import type { ValueType } from "../types/value-type.ts";
import type { TaskInputs } from "./task-inputs.ts";

interface Declared {
  readonly name: string;
  readonly type: ValueType;
  readonly optional: boolean;
  readonly default?: Json | undefined;
  readonly description?: string | undefined;
}

/** The interface of a component at one shape of call: its own inputs but for those that are assembled, and what the call adds. */
export function interfaceDefinitions(
  component: Component,
  { replaced, added }: TaskInputs,
): { inputDefinitions?: ComponentInputsSpec; outputDefinitions?: ComponentOutputsSpec } {
  const own = component.interface.inputs
    .filter((port) => !replaced.has(port.name))
    .map((port): Declared => ({ ...port, default: component.defaults.get(port.name) }));
  const inputs = inputTypes([...own, ...[...added].map(([name, input]): Declared => ({ name, ...input }))]);
  const outputs = outputDefinitions(component.interface.outputs);
  return { ...(inputs && { inputDefinitions: inputs }), ...(outputs && { outputDefinitions: outputs }) };
}

/** The inputs that a component declares. */
export function inputTypes(inputs: readonly Declared[]): ComponentInputsSpec | undefined {
  const parameters: [string, ComponentInputParameterSpec][] = [];
  const artifacts: [string, NonNullable<ComponentInputsSpec["artifacts"]>[string]][] = [];
  for (const { name, type, optional, default: value, description } of inputs) {
    const more = { ...((optional || value !== undefined) && { isOptional: true }), ...(description !== undefined && { description }) };
    const artifact = artifactOf(type);
    if (artifact)
      artifacts.push([
        name,
        { artifactType: artifactSchema(artifact), ...(type.kind === "artifacts" && { isArtifactList: true }), ...more },
      ]);
    else parameters.push([name, { ...parameterSchema(type), ...(value !== undefined && { defaultValue: value as never }), ...more }]);
  }
  if (parameters.length + artifacts.length === 0) return undefined;
  return {
    ...(parameters.length > 0 && { parameters: record(parameters) }),
    ...(artifacts.length > 0 && { artifacts: record(artifacts) }),
  };
}

/** The outputs that a component declares. */
export function outputDefinitions(
  outputs: Iterable<{ readonly name: string; readonly type: ValueType; readonly description?: string | undefined }>,
): ComponentOutputsSpec | undefined {
  const parameters: [string, NonNullable<ComponentOutputsSpec["parameters"]>[string]][] = [];
  const artifacts: [string, NonNullable<ComponentOutputsSpec["artifacts"]>[string]][] = [];
  for (const { name, type, description } of outputs) {
    const more = { ...(description !== undefined && { description }) };
    const artifact = artifactOf(type);
    if (artifact)
      artifacts.push([
        name,
        { artifactType: artifactSchema(artifact), ...(type.kind === "artifacts" && { isArtifactList: true }), ...more },
      ]);
    else parameters.push([name, { parameterType: parameterSchema(type).parameterType, ...more }]);
  }
  if (parameters.length + artifacts.length === 0) return undefined;
  return {
    ...(parameters.length > 0 && { parameters: record(parameters) }),
    ...(artifacts.length > 0 && { artifacts: record(artifacts) }),
  };
}

/** The type of a parameter. One without a type of its own in the IR is read whole by who assembles it, so this is always found. */
function parameterSchema(type: ValueType): Pick<ComponentInputParameterSpec, "parameterType" | "literals"> {
  const found = parameterType(type);
  if (!found) throw new Error(`A ${type.kind} is no parameter.`);
  const literals = literalsOf(type);
  return { parameterType: found, ...(literals && { literals: [...literals] }) };
}
