import { createHash } from "node:crypto";
import type { JsonValue, RuntimeArtifact } from "@typeline/ir";
import type { Leaf } from "../engine/leaf.ts";
import type { Ingredients } from "../store/cache.ts";
import { type BundleFile, SOURCE_MAP } from "./bundle.ts";
import { undeclaredInputs } from "./undeclared-inputs.ts";

/** Characters up to which a value is told as it is. */
const LONGEST = 60;

/**
 * All that a task's result depends on: the component's content, its inputs' content, its declared outputs, its variables.
 *
 * @param contentOf what tells an artifact's content from another
 */
export function ingredientsOf(
  leaf: Leaf,
  bundle: BundleFile | undefined,
  env: Readonly<Record<string, string>>,
  contentOf: (artifact: RuntimeArtifact) => string,
): Ingredients {
  const { component, executor, inputs, task } = leaf;
  const { image = "", command = [], args = [], env: variables = [] } = executor.container ?? {};
  const made: Record<string, string> = {};
  if (bundle) made["code"] = bundle.digest;
  else {
    made["image"] = image;
    made["command"] = told([...command, ...args]);
  }
  if (bundle) made["arguments"] = told([...args]);
  for (const { name, value = "" } of variables) if (name !== SOURCE_MAP) made[`variable ${name}`] = told(value);
  for (const [name, value] of Object.entries(env)) made[`variable ${name}`] = told(value);
  for (const [name, value] of inputs.parameters) made[`input ${name}`] = told(value);
  // The image may come from one.
  for (const [name, value] of undeclaredInputs(leaf)) made[`input ${name}`] = told(value);
  for (const [name, list] of inputs.artifacts)
    made[`artifact ${name}`] = told(list.map((one) => [contentOf(one), one.name ?? "", one.type?.schemaTitle ?? "", one.metadata ?? {}]));
  made["outputs"] = told((component.outputDefinitions ?? {}) as JsonValue);
  if (task.cachingOptions?.cacheKey) made["cache key"] = task.cachingOptions.cacheKey;
  return made;
}

/** A value, or its digest where it is long. */
function told(value: JsonValue): string {
  const text = JSON.stringify(sorted(value));
  return text.length <= LONGEST ? text : `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

/** Keys in one order: equal values have equal texts. */
function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key]!)]),
  );
}
