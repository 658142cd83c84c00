import type { JsonValue, ParameterType } from "@typeline/ir";
import { encode, type Wire, wireCode } from "./wire.ts";

const structured: ReadonlySet<ParameterType | undefined> = new Set(["LIST", "STRUCT"]);

/**
 * A value as an input of this type receives it, by the rule of KFP's driver (`driver/resolve.go`): any value is text to a STRING, and text
 * is JSON to a LIST or STRUCT.
 *
 * @param from the type that the value is declared with; `undefined` where an expression made it
 */
export function converted(wire: Wire, from: ParameterType | undefined, to: ParameterType): Wire {
  if (wire.kind === "constant") return { kind: "constant", value: convertedValue(wire.value, to) };
  if (from === to || !(to === "STRING" || structured.has(to))) return wire;
  if (from !== undefined && (to === "STRING") === (from === "STRING") && structured.has(from) === structured.has(to)) return wire;
  const value = `fromJSON(${wireCode(wire)})`;
  const made = convertedCode(value, from, to);
  return made === value ? wire : { kind: "expression", code: `(${wire.code} == "null" ? "null" : ${encode(made, to)})` };
}

/** The same of a value that an expression makes, when the workflow runs. */
export function convertedCode(value: string, from: ParameterType | undefined, to: ParameterType): string {
  if (to === "STRING") {
    if (from === "STRING") return value;
    return from === undefined ? `(type(${value}) == "string" ? ${value} : toJson(${value}))` : `toJson(${value})`;
  }
  if (!structured.has(to)) return value;
  if (from === "STRING") return `fromJSON(${value})`;
  return from === undefined ? `(type(${value}) == "string" ? fromJSON(${value}) : ${value})` : value;
}

function convertedValue(value: JsonValue, to: ParameterType): JsonValue {
  if (value === null) return null;
  if (to === "STRING") return typeof value === "string" ? value : JSON.stringify(value);
  if (!structured.has(to) || typeof value !== "string") return value;
  try {
    return JSON.parse(value) as JsonValue;
  } catch {
    return value;
  }
}
