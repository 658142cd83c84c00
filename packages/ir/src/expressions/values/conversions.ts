import { CelFailure, noOverload } from "../failure.ts";
import { integer } from "./arithmetic.ts";
import { formatGoFloat, parseGoFloat } from "./go-numbers.ts";
import { type CelValue, celBool, celString } from "./value.ts";

/** `bool(x)`, `int(x)` and so on, by name. @throws CelFailure if the value cannot be converted. */
export const conversions: Readonly<Record<string, (value: CelValue) => CelValue>> = {
  bool: toBool,
  bytes: toBytes,
  double: toDouble,
  int: (value) => toInteger("int", value),
  uint: (value) => toInteger("uint", value),
  string: toText,
  dyn: (value) => value,
  type: (value) => ({ type: "type", name: typeName(value) }),
};

/** What `type(x)` is printed as. */
export function typeName(value: CelValue): string {
  if (value.type === "message") return value.name;
  return value.type === "null" ? "null_type" : value.type;
}

// Go's `strconv.ParseBool`.
const booleans = new Map([
  ...["1", "t", "T", "TRUE", "true", "True"].map((text) => [text, true] as const),
  ...["0", "f", "F", "FALSE", "false", "False"].map((text) => [text, false] as const),
]);

function toBool(value: CelValue): CelValue {
  if (value.type === "bool") return value;
  if (value.type !== "string") return noOverload("bool", value.type);
  return celBool(booleans.get(value.value) ?? cannot("bool", value.value));
}

function toBytes(value: CelValue): CelValue {
  if (value.type === "string") return { type: "bytes", value: [...new TextEncoder().encode(value.value)] };
  return value.type === "bytes" ? value : noOverload("bytes", value.type);
}

function toDouble(value: CelValue): CelValue {
  if (value.type === "double") return value;
  if (value.type === "int" || value.type === "uint") return { type: "double", value: Number(value.value) };
  if (value.type !== "string") return noOverload("double", value.type);
  return { type: "double", value: parseGoFloat(value.value) ?? cannot("double", value.value) };
}

function toInteger(type: "int" | "uint", value: CelValue): CelValue {
  switch (value.type) {
    case "int":
    case "uint":
      return integer(type, value.value);
    case "double":
      return integer(type, truncated(type, value.value));
    case "string": {
      const pattern = type === "int" ? /^[+-]?\d+$/ : /^\d+$/;
      return integer(type, pattern.test(value.value) ? BigInt(value.value.replace(/^\+/, "")) : cannot(type, value.value));
    }
    default:
      return noOverload(type, value.type);
  }
}

/** cel-go takes neither -2^63 nor what a uint would cut to 0 from below. */
function truncated(type: "int" | "uint", value: number): bigint {
  if (!Number.isFinite(value) || (type === "int" ? value <= -(2 ** 63) : value < 0)) cannot(type, String(value));
  return BigInt(Math.trunc(value));
}

function toText(value: CelValue): CelValue {
  switch (value.type) {
    case "string":
      return value;
    case "bool":
    case "int":
    case "uint":
      return celString(String(value.value));
    case "double":
      return celString(formatGoFloat(value.value));
    case "bytes":
      return celString(decode(value.value));
    default:
      return noOverload("string", value.type);
  }
}

function decode(bytes: readonly number[]): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
  } catch {
    return cannot("string", "bytes that are not UTF-8");
  }
}

function cannot(type: string, value: string): never {
  throw new CelFailure(`${JSON.stringify(value)} cannot be converted to ${type}`);
}
