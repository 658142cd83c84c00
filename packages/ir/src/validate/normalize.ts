import { shapes } from "../generated/shapes.generated.ts";
import type { Shape } from "../shape.ts";

/**
 * Gives a validated message the form of its type: fields that are `null` are absent, and 64-bit integers are text. Other values are
 * taken over as they are.
 */
export function normalize(value: unknown, shape: Shape): unknown {
  if (shape.kind === "int64") return String(value);
  if (shape.kind === "list" && Array.isArray(value)) return value.map((item) => normalize(item, shape.of));
  if ((shape.kind !== "message" && shape.kind !== "map") || typeof value !== "object" || value === null) return value;
  const message = shape.kind === "message" ? shapes[shape.name]! : undefined;
  const entries = Object.entries(value).map(([key, child]) => {
    const field = message === undefined ? undefined : Object.hasOwn(message.fields, key) ? message.fields[key] : message.rest;
    const childShape = shape.kind === "map" ? shape.of : (field ?? ({ kind: "json" } as const));
    return [key, child, childShape] as const;
  });
  // `Object.fromEntries` defines its properties, so that a key `__proto__` stays a key.
  return Object.fromEntries(
    entries
      .filter(([, child, childShape]) => child !== null || childShape.kind === "json")
      .map(([key, child, childShape]) => [key, normalize(child, childShape)]),
  );
}
