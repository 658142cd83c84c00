import type { JsonValue } from "@typeline/ir";
import type { Leaf } from "../engine/leaf.ts";

/**
 * Inputs that a task has and its component does not declare. KFP's SDK makes them where the image or the resources of a task come from
 * another task or an input of the pipeline: placeholders in these name them.
 */
export function undeclaredInputs({
  task,
  component,
  setting,
}: Pick<Leaf, "task" | "component" | "setting">): ReadonlyMap<string, JsonValue> {
  const declared = component.inputDefinitions?.parameters ?? {};
  const values = new Map<string, JsonValue>();
  for (const [name, spec] of Object.entries(task.inputs?.parameters ?? {})) {
    if (Object.hasOwn(declared, name)) continue;
    const value = setting(spec);
    if (value !== undefined) values.set(name, value);
  }
  return values;
}
