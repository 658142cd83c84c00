import type { Json } from "@typeline/runtime";

/** JSON, or `undefined`, as a JavaScript expression with the same value. JSON's own text is not one: a key `__proto__` would set the prototype. */
export function literal(value: Json | undefined): string {
  if (value === undefined) return "undefined";
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(",")}]`;
  return objectLiteral(Object.entries(value).map(([key, field]) => [key, literal(field)]));
}

/** An object literal of expressions. */
export function objectLiteral(fields: readonly (readonly [key: string, expression: string])[]): string {
  return `{${fields.map(([key, expression]) => `${key === "__proto__" ? '["__proto__"]' : JSON.stringify(key)}:${expression}`).join(",")}}`;
}
