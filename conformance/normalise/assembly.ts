import { type Json, type JsonObject, list, object } from "./json.ts";
import { absent, constant, listOf, objectOf, template, type Value } from "./value.ts";

/** The constant input in which Typeline's compiler describes arguments that its runtime puts together (`Assembly` of the runtime). */
export const argumentsInput = "typeline--arguments";

type LookUp = (name: string, kind: "parameters" | "artifacts") => Value;

/** The names of the inputs that only feed assembled arguments. */
export function leavesOf(assembly: Json): string[] {
  if (Array.isArray(assembly)) return assembly.flatMap(leavesOf);
  if (assembly === null || typeof assembly !== "object") return [];
  if ("value" in assembly) return [];
  const leaf = assembly.p ?? assembly.a;
  return typeof leaf === "string" && Object.keys(assembly).length === 1 ? [leaf] : Object.values(assembly).flatMap(leavesOf);
}

/** An assembled argument as a value. Templates, lists and objects get the form that KFP's own get; any other node stays as it is, over values. */
export function assembledValue(assembly: Json, lookUp: LookUp): Value {
  const node = object(assembly);
  const value = (part: Json) => assembledValue(part, lookUp);
  if (typeof node.p === "string") return lookUp(node.p, "parameters");
  if (typeof node.a === "string") return lookUp(node.a, "artifacts");
  if ("value" in node) return constant(node.value ?? null);
  if (node.undefined === true) return absent;
  if (Array.isArray(node.text)) return template(node.text.map((part) => (typeof part === "string" ? part : value(part))));
  if (Array.isArray(node.list) && !node.list.some(isSpread)) return listOf(node.list.map(value));
  if (Array.isArray(node.object) && !node.object.some(isSpread)) {
    return objectOf(node.object.map((entry) => [String(list(entry)[0]), value(list(entry)[1] ?? null)] as const));
  }
  return { assembled: operands(node, value) };
}

function isSpread(part: Json): boolean {
  return "spread" in object(part);
}

function operands(node: JsonObject, value: (part: Json) => Value): JsonObject {
  const inner = (part: Json): Json =>
    Array.isArray(part) ? part.map(inner) : part !== null && typeof part === "object" ? value(part) : part;
  return Object.fromEntries(Object.entries(node).map(([key, part]) => [key, inner(part)]));
}
