import type { JsonValue } from "../../generated/index.ts";
import { CelFailure, noOverload } from "../failure.ts";
import { conversions } from "./conversions.ts";
import { codePoints } from "./order.ts";
import { type CelValue, celBool, celFromJson, celInt } from "./value.ts";

/** Functions by name. One that is called on a value, `text.startsWith(x)`, gets that value first. */
export const functions: ReadonlyMap<string, (...values: CelValue[]) => CelValue> = new Map([
  ...Object.entries(conversions).map(([name, convert]) => [name, unary(name, convert)] as const),
  ["size", unary("size", size)],
  ["parseJson", unary("parseJson", parseJson)],
  ["contains", ofStrings("contains", (text, part) => text.includes(part))],
  ["startsWith", ofStrings("startsWith", (text, part) => text.startsWith(part))],
  ["endsWith", ofStrings("endsWith", (text, part) => text.endsWith(part))],
]);

/** Functions of cel-go's standard library that are not evaluated here: regular expressions are RE2's, not JavaScript's; times are not read. */
export const unsupportedFunctions: ReadonlySet<string> = new Set(
  (
    "matches timestamp duration getFullYear getMonth getDayOfYear getDayOfMonth getDate getDayOfWeek getHours getMinutes " +
    "getSeconds getMilliseconds"
  ).split(" "),
);

function unary(name: string, call: (value: CelValue) => CelValue): (...values: CelValue[]) => CelValue {
  return (...values) => (values.length === 1 ? call(values[0]!) : noOverload(name, ...values.map(({ type }) => type)));
}

function ofStrings(name: string, test: (text: string, part: string) => boolean): (...values: CelValue[]) => CelValue {
  return (...values) => {
    const [text, part] = values;
    return values.length === 2 && text?.type === "string" && part?.type === "string"
      ? celBool(test(text.value, part.value))
      : noOverload(name, ...values.map(({ type }) => type));
  };
}

function size(value: CelValue): CelValue {
  switch (value.type) {
    case "string":
      return celInt(BigInt(codePoints(value.value).length));
    case "bytes":
      return celInt(BigInt(value.value.length));
    case "list":
      return celInt(BigInt(value.elements.length));
    case "map":
      return celInt(BigInt(value.entries.size));
    default:
      return noOverload("size", value.type);
  }
}

/** KFP's own function (`backend/src/v2/expression/expression.go`), with Go's `json.Unmarshal`. */
function parseJson(value: CelValue): CelValue {
  if (value.type !== "string") return noOverload("parseJson", value.type);
  return celFromJson(readJson(value.value), "json");
}

function readJson(text: string): JsonValue {
  try {
    return JSON.parse(text, asGoReadsIt) as JsonValue;
  } catch (error) {
    throw error instanceof CelFailure ? error : new CelFailure(`parseJson: ${(error as Error).message}`);
  }
}

function asGoReadsIt(_: string, value: unknown): unknown {
  if (value === Infinity || value === -Infinity) throw new CelFailure("parseJson: a number is too large for a double");
  return typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd") : value;
}
