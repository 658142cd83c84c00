import { CelFailure, noOverload } from "../failure.ts";
import type { CelValue } from "./value.ts";

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%";

/**
 * `a + b` and its like. Both operands have one type: nothing is converted. Whole numbers that leave 64 bits are an error, doubles follow
 * IEEE 754.
 *
 * @throws CelFailure
 */
export function calculate(operator: ArithmeticOperator, a: CelValue, b: CelValue): CelValue {
  if (a.type === "double" && b.type === "double" && operator !== "%")
    return { type: "double", value: ofDoubles[operator](a.value, b.value) };
  if ((a.type === "int" || a.type === "uint") && a.type === b.type) return integer(a.type, ofIntegers(operator, a.value, b.value));
  return operator === "+" ? concatenate(a, b) : noOverload(operator, a.type, b.type);
}

/** `-a`. @throws CelFailure unless it is an int or a double. */
export function negate(a: CelValue): CelValue {
  if (a.type === "double") return { type: "double", value: -a.value };
  return a.type === "int" ? integer("int", -a.value) : noOverload("-", a.type);
}

/** @throws CelFailure if the value does not fit. */
export function integer(type: "int" | "uint", value: bigint): CelValue {
  const wrapped = type === "int" ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value);
  if (wrapped !== value) throw new CelFailure(`${value} does not fit into a 64-bit ${type}`);
  return { type, value };
}

const ofDoubles = {
  "+": (a: number, b: number) => a + b,
  "-": (a: number, b: number) => a - b,
  "*": (a: number, b: number) => a * b,
  "/": (a: number, b: number) => a / b,
};

function ofIntegers(operator: ArithmeticOperator, a: bigint, b: bigint): bigint {
  if (operator === "+") return a + b;
  if (operator === "-") return a - b;
  if (operator === "*") return a * b;
  if (b === 0n) throw new CelFailure("division by zero");
  if (operator === "/") return a / b;
  // The quotient does not fit; cel-go refuses the remainder too.
  integer("int", b === -1n ? -a : 0n);
  return a % b;
}

function concatenate(a: CelValue, b: CelValue): CelValue {
  if (a.type === "string" && b.type === "string") return { type: "string", value: a.value + b.value };
  if (a.type === "bytes" && b.type === "bytes") return { type: "bytes", value: [...a.value, ...b.value] };
  if (a.type !== "list" || b.type !== "list") return noOverload("+", a.type, b.type);
  if (a.elements.length === 0) return b;
  if (b.elements.length === 0) return a;
  return { type: "list", elements: [...a.elements, ...b.elements], origin: "concatenation" };
}
