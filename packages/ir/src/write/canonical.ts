import { shapes } from "../generated/shapes.generated.ts";
import type { Shape } from "../shape.ts";

const json: Shape = { kind: "json" };

/** The entries of an object that are written, in their order (by UTF-16 units), each with the shape of its value. */
export function canonicalKeys(value: object, shape: Shape): [key: string, value: unknown, shape: Shape][] {
  const message = shape.kind === "message" ? shapes[shape.name]! : undefined;
  const entries: [string, unknown, Shape][] = [];
  for (const key of Object.keys(value).sort()) {
    const child = (value as Record<string, unknown>)[key];
    if (child === undefined) continue;
    const field = message === undefined ? undefined : Object.hasOwn(message.fields, key) ? message.fields[key] : undefined;
    const childShape = field ?? message?.rest ?? (shape.kind === "map" ? shape.of : json);
    if (field !== undefined && !message!.required?.includes(key) && isDefault(child, field)) continue;
    entries.push([key, child, childShape]);
  }
  return entries;
}

/** Whether protojson leaves the field out. */
function isDefault(value: unknown, shape: Shape): boolean {
  switch (shape.kind) {
    case "list":
      return Array.isArray(value) && value.length === 0;
    case "map":
      return typeof value === "object" && value !== null && Object.keys(value).length === 0;
    case "int64":
      return shape.default !== undefined && String(value) === shape.default;
    case "string":
    case "boolean":
    case "integer":
    case "double":
      return value === shape.default;
    default:
      return false;
  }
}

/** A message with its keys sorted and its defaults left out, for `JSON.stringify`. */
export function canonicalize(value: unknown, shape: Shape): unknown {
  if (Array.isArray(value)) return value.map((item) => canonicalize(item, shape.kind === "list" ? shape.of : json));
  if (shape.kind === "int64") return String(value);
  if (typeof value !== "object" || value === null) return value;
  // `Object.fromEntries` defines its properties, so that a key `__proto__` stays a key.
  return Object.fromEntries(canonicalKeys(value, shape).map(([key, child, childShape]) => [key, canonicalize(child, childShape)]));
}
