import { CelFailure, noOverload } from "../failure.ts";
import type { CelValue } from "./value.ts";

export type CelNumber = Extract<CelValue, { type: "int" | "uint" | "double" }>;

export const isNumber = (value: CelValue): value is CelNumber => value.type === "int" || value.type === "uint" || value.type === "double";

/** Negative, zero or positive; `undefined` if one is not a number (NaN). An int or uint is rounded to a double to be compared with one. */
export function compareNumbers(a: CelNumber, b: CelNumber): number | undefined {
  const [left, right] = typeof a.value === typeof b.value ? [a.value, b.value] : [Number(a.value), Number(b.value)];
  if (Number.isNaN(left) || Number.isNaN(right)) return undefined;
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * The order of two values, for `<` and its like: false before true, strings by code point, bytes by number. cel-go 0.27, which KFP 2.17
 * has, refuses to order NaN; later releases say false.
 *
 * @throws CelFailure if the values have no order.
 */
export function compare(operator: string, a: CelValue, b: CelValue): number {
  if (isNumber(a) && isNumber(b)) {
    const order = compareNumbers(a, b);
    if (order === undefined) throw new CelFailure("NaN cannot be ordered");
    return order;
  }
  if (a.type === "bool" && b.type === "bool") return Number(a.value) - Number(b.value);
  if (a.type === "string" && b.type === "string") return compareItems(codePoints(a.value), codePoints(b.value));
  if (a.type === "bytes" && b.type === "bytes") return compareItems(a.value, b.value);
  return noOverload(operator, a.type, b.type);
}

/** The characters of a string, as CEL counts them. */
export const codePoints = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0)!);

function compareItems(a: readonly number[], b: readonly number[]): number {
  const first = a.findIndex((item, index) => item !== b[index]);
  if (first === -1) return a.length - b.length;
  return first < b.length ? a[first]! - b[first]! : 1;
}
