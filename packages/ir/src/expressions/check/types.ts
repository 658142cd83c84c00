import type { CelValue } from "../values/value.ts";

/** A type of CEL's checker. `dyn` is what is known at run time only, `variable` what is still to be found out. */
export type CelType =
  | { readonly kind: "dyn" | "type" | "null" | "bool" | "int" | "uint" | "double" | "string" | "bytes" | "timestamp" | "duration" }
  | { readonly kind: "list"; readonly element: CelType }
  | { readonly kind: "map"; readonly key: CelType; readonly value: CelType }
  | { readonly kind: "message"; readonly name: string }
  | { readonly kind: "variable"; readonly id: number | string };

export const dyn: CelType = { kind: "dyn" };
export const bool: CelType = { kind: "bool" };
export const int: CelType = { kind: "int" };
export const uint: CelType = { kind: "uint" };
export const double: CelType = { kind: "double" };
export const string: CelType = { kind: "string" };
export const bytes: CelType = { kind: "bytes" };
export const timestamp: CelType = { kind: "timestamp" };
export const duration: CelType = { kind: "duration" };
export const typeType: CelType = { kind: "type" };
export const listOf = (element: CelType): CelType => ({ kind: "list", element });
export const mapOf = (key: CelType, value: CelType): CelType => ({ kind: "map", key, value });
export const message = (name: string): CelType => ({ kind: "message", name });
export const variable = (id: number | string): CelType => ({ kind: "variable", id });

/** Names that stand for types, as in `type(x) == string`. */
export const typeNames: ReadonlyMap<string, CelValue> = new Map(
  "bool bytes double int list map null_type string type uint".split(" ").map((name) => [name, { type: "type", name }]),
);

/** A type as people read it. */
export function describeType(type: CelType): string {
  switch (type.kind) {
    case "list":
      return `list(${describeType(type.element)})`;
    case "map":
      return `map(${describeType(type.key)}, ${describeType(type.value)})`;
    case "message":
      return type.name;
    case "variable":
      return "dyn";
    default:
      return type.kind;
  }
}

export function sameType(a: CelType, b: CelType): boolean {
  if (a.kind === "list" && b.kind === "list") return sameType(a.element, b.element);
  if (a.kind === "map" && b.kind === "map") return sameType(a.key, b.key) && sameType(a.value, b.value);
  if (a.kind === "message" && b.kind === "message") return a.name === b.name;
  if (a.kind === "variable" && b.kind === "variable") return a.id === b.id;
  return a.kind === b.kind;
}
