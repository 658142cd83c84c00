import type { Json } from "@typeline/runtime";
import type { NodeComponent } from "../2-analyze/components.ts";
import { record } from "../2-analyze/values.ts";
import { interfaceSchema } from "../types/json-schema.ts";
import type { Entry } from "./bundle.ts";

/** A component as an entry of the bundler. */
export function entryOf(component: NodeComponent): Entry {
  const { inputs, outputs, bare } = component.interface;
  const isArtifact = (kind: string) => kind === "artifact" || kind === "artifacts";
  const env = [...(component.settings.env ?? [])];
  const optionalEnv = env.filter(([, value]) => "optional" in value && value.optional).map(([name]) => name);
  const statuses = inputs.filter(({ type }) => type.kind === "taskStatus").map(({ name }) => name);
  return {
    name: component.name,
    kind: component.isCompute ? "compute" : "component",
    fn: component.fn,
    captures: component.captures,
    external: (component.settings.packages ?? []).map(packageName),
    interface: {
      name: component.name,
      inputs: forRuntime(interfaceSchema(inputs)),
      ...(statuses.length > 0 && { statuses }),
      artifacts: Object.fromEntries(
        inputs
          .filter(({ type }) => isArtifact(type.kind))
          .map(({ name, type, optional }) => [name, { ...(type.kind === "artifacts" && { list: true }), ...(optional && { optional }) }]),
      ),
      outputs: outputs.map(({ name }) => name),
      bare,
      env: env.map(([name]) => name),
      ...(optionalEnv.length > 0 && { optionalEnv }),
    },
  };
}

/** A schema without the words that are for people: they are not carried in every task. */
function forRuntime(schema: unknown): Json {
  if (Array.isArray(schema)) return schema.map(forRuntime);
  if (schema === null || typeof schema !== "object") return schema as Json;
  const kept = Object.entries(schema).filter(([key, value]) => !(FOR_PEOPLE.has(key) && typeof value === "string"));
  return record(kept.map(([key, value]) => [key, forRuntime(value)] as const));
}

const FOR_PEOPLE = new Set(["$schema", "title", "description"]);

/** `@scope/name@1.2.3` → `@scope/name`. */
function packageName(spec: string): string {
  const at = spec.indexOf("@", 1);
  return at < 0 ? spec : spec.slice(0, at);
}
