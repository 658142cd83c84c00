import { canonicalForm, withReferences } from "./canonical.ts";
import type { Graph } from "./graph.ts";
import { canonicalText, type Json, type JsonObject } from "./json.ts";
import { meaningOf } from "./meaning.ts";
import { readPipeline } from "./read.ts";

/**
 * How two compiled pipelines differ in meaning: empty when they do not. Lines name a task and a field, both sides' values after it.
 * The lines line tasks up by name, so that they are short where names agree; whether there is a difference never depends on names.
 */
export function differences(expected: string, actual: string): string[] {
  const [left, right] = [meaningOf(readPipeline(expected)), meaningOf(readPipeline(actual))];
  if (canonicalForm(left) === canonicalForm(right)) return [];
  const [named, other] = [byPath(left), byPath(right)];
  const paths = [...new Set([...named.keys(), ...other.keys()])].sort();
  const lines = paths.flatMap((path) => fieldDifferences(path === "" ? "pipeline" : path, named.get(path), other.get(path)));
  return lines.length === 0 ? ["The same contents by name, wired or shared differently."] : lines;
}

function byPath({ nodes }: Graph): Map<string, Json> {
  const paths = new Map(nodes.map((node) => [node.id, node.path]));
  return new Map(nodes.map((node) => [node.path, withReferences(node.content, (id) => paths.get(id) ?? null)]));
}

function fieldDifferences(where: string, left: Json | undefined, right: Json | undefined): string[] {
  if (left !== undefined && right !== undefined && canonicalText(left) === canonicalText(right)) return [];
  if (isObject(left) && isObject(right)) {
    if (Array.isArray(left.$set) && Array.isArray(right.$set)) return memberDifferences(where, left.$set, right.$set);
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
    return keys.flatMap((key) => fieldDifferences(`${where} · ${key}`, left[key], right[key]));
  }
  return [`${where}: expected ${shown(left)}, got ${shown(right)}`];
}

/** Of lists without order only what is not in both. */
function memberDifferences(where: string, left: readonly Json[], right: readonly Json[]): string[] {
  const without = (members: readonly Json[], others: readonly Json[]) => {
    const known = new Set(others.map(canonicalText));
    return members.filter((member) => !known.has(canonicalText(member)));
  };
  const [missing, added] = [without(left, right), without(right, left)];
  return [...missing.map((one) => `${where}: expected ${shown(one)} too`), ...added.map((one) => `${where}: got ${shown(one)} too`)];
}

function isObject(value: Json | undefined): value is JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function shown(value: Json | undefined): string {
  return value === undefined
    ? "nothing"
    : canonicalText(value)
        .replaceAll(/\{"\$node":("[^"]*")\}/g, "$1")
        .slice(0, 300);
}
