import type { JsonValue } from "../generated/index.ts";
import { formatPlain } from "./values/go-numbers.ts";
import { codePoints } from "./values/order.ts";

/**
 * What a selector reads as `string_value`: a string as it is, a number without an exponent, nothing of null, and of lists and objects
 * their JSON text as Go writes it, with sorted keys.
 */
export function selectorText(value: JsonValue): string {
  if (value === null) return "";
  if (typeof value === "string") return value;
  return typeof value === "number" ? formatPlain(value) : goJson(value);
}

function goJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(",")}]`;
  if (typeof value === "string") return quote(value);
  if (Object.is(value, -0)) return "-0";
  if (typeof value !== "object" || value === null) return String(value);
  const fields = Object.entries(value).sort(([a], [b]) => byCodePoints(a, b));
  return `{${fields.map(([name, field]) => `${quote(name)}:${goJson(field)}`).join(",")}}`;
}

/** Go escapes what has a meaning in HTML, and the line separators. */
const quote = (text: string): string =>
  JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

function byCodePoints(a: string, b: string): number {
  const [left, right] = [codePoints(a), codePoints(b)];
  const first = left.findIndex((point, index) => point !== right[index]);
  return first === -1 ? left.length - right.length : left[first]! - (right[first] ?? -1);
}
