import type { ComponentSpec, ImporterSpec } from "@typeline/ir";
import { filled } from "./placeholders.ts";
import { NOTHING, UnsoundDocument, type Values } from "./values.ts";

/** What an importer gives: the artifact at the URI that it is told, with its metadata. */
export function imported({ artifactUri, metadata = {}, typeSchema }: ImporterSpec, component: ComponentSpec, inputs: Values): Values {
  const uri = artifactUri.constant ?? inputs.parameters.get(artifactUri.runtimeParameter ?? "");
  const [name] = Object.keys(component.outputDefinitions?.artifacts ?? {});
  if (typeof uri !== "string" || name === undefined) throw new UnsoundDocument("an importer without a URI or an output");
  const told = Object.entries(metadata).map(([key, value]) => [key, filled(value, inputs.parameters, key)] as const);
  return { ...NOTHING, artifacts: new Map([[name, [{ name, uri, metadata: Object.fromEntries(told) as never, type: typeSchema }]]]) };
}
