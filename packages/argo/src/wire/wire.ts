import type { JsonValue, ParameterType } from "@typeline/ir";
import { quote } from "../expressions/strings.ts";

/**
 * A parameter on its way through a workflow. It travels as JSON text, texts too, for Argo replaces `{{…}}` in whatever it passes on, data
 * included: in JSON text a brace and a dollar can be escaped, and come out at the end as they were. `null` is an absent value.
 */
export type Wire =
  | { readonly kind: "constant"; readonly value: JsonValue }
  /** An expression whose result is the JSON text. */
  | { readonly kind: "expression"; readonly code: string };

export const absent: Wire = { kind: "constant", value: null };

/** JSON text in which Argo finds no tag, and the kubelet no reference to a variable (`$(NAME)`). */
export function wireJson(value: JsonValue): string {
  return JSON.stringify(value).replaceAll("{{", "{\\u007b").replaceAll("$", "\\u0024");
}

/** The expression that makes such a text of a value. Numbers and booleans have nothing to escape. */
export function encode(code: string, type?: ParameterType): string {
  const json = `toJson(${code})`;
  if (type === "NUMBER_DOUBLE" || type === "NUMBER_INTEGER" || type === "BOOLEAN") return json;
  return `replace(replace(${json}, "\\u007b\\u007b", "\\u007b\\\\u007b"), "$", "\\\\u0024")`;
}

/** The expression of the travelling text. */
export function wireCode(wire: Wire): string {
  return wire.kind === "constant" ? quote(wireJson(wire.value)) : wire.code;
}

/** The expression of the value itself. */
export function valueCode(wire: Wire): string {
  return wire.kind === "constant" ? literal(wire.value) : `fromJSON(${wire.code})`;
}

/** What an argument says to hand the value on. */
export function argumentText(wire: Wire): string {
  return wire.kind === "constant" ? wireJson(wire.value) : tag(wire.code);
}

/** A JSON value as an expression. Numbers are floats, as JSON's are. */
export function literal(value: JsonValue): string {
  if (value === null) return "nil";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") return /[.e]/.test(String(value)) ? String(value) : `${value}.0`;
  if (typeof value === "string") return quote(value);
  return `fromJSON(${quote(JSON.stringify(value))})`;
}

/**
 * `{{=…}}`. Argo ends a tag at the first `}}`.
 *
 * @throws RangeError where the expression has a pair of braces: a bug of whoever wrote it
 */
export function tag(code: string): string {
  if (/\{\{|\}\}/.test(code)) throw new RangeError(`an expression with two braces in a row cannot be a tag: ${code}`);
  return code.endsWith("}") ? `{{=${code} }}` : `{{=${code}}}`;
}

/** A value where it is there, another where it is not. */
export function orDefault(wire: Wire, fallback: JsonValue): Wire {
  if (wire.kind === "constant") return wire.value === null ? { kind: "constant", value: fallback } : wire;
  return { kind: "expression", code: `(${wire.code} == "null" ? ${quote(wireJson(fallback))} : ${wire.code})` };
}
