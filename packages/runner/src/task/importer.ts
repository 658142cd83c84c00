import type { ImporterSpec, RuntimeArtifact } from "@typeline/ir";
import { filled } from "../engine/constants.ts";
import type { Leaf } from "../engine/leaf.ts";
import { TaskFailure } from "../engine/task-failure.ts";

/** The artifact that an importer names: its output, and what is at its URI. @throws TaskFailure */
export function importedArtifact(
  { artifactUri, metadata = {}, typeSchema }: ImporterSpec,
  { component, inputs, facts }: Leaf,
): { readonly output: string; readonly artifact: RuntimeArtifact & { uri: string } } {
  const given = artifactUri?.constant ?? inputs.parameters.get(artifactUri?.runtimeParameter ?? "");
  const uri = given === undefined ? undefined : filled(given, inputs.parameters, facts);
  const [output] = Object.keys(component.outputDefinitions?.artifacts ?? {});
  if (typeof uri !== "string" || uri === "") throw new TaskFailure("it imports an artifact without a URI");
  if (output === undefined) throw new TaskFailure("it is an importer without an output");
  const told = Object.entries(metadata).map(([key, value]) => [
    filled(key, inputs.parameters, facts),
    filled(value, inputs.parameters, facts),
  ]);
  return { output, artifact: { name: output, ...(typeSchema && { type: typeSchema }), uri, metadata: Object.fromEntries(told) } };
}
