import type { BinaryOperator, Expression, Literal } from "@typeline/ir";

/** CEL expressions, put together. */

export const bool = (value: boolean): Literal => ({ kind: "literal", type: "bool", value });
export const text = (value: string): Literal => ({ kind: "literal", type: "string", value });
export const double = (value: number): Literal => ({ kind: "literal", type: "double", value });
export const int = (value: number): Literal => ({ kind: "literal", type: "int", value: BigInt(value) });
export const nothing: Literal = { kind: "literal", type: "null", value: null };
export const identifier = (name: string): Expression => ({ kind: "identifier", name });
export const select = (operand: Expression, field: string): Expression => ({ kind: "select", operand, field });
export const index = (operand: Expression, at: Expression): Expression => ({ kind: "index", operand, index: at });
export const binary = (left: Expression, operator: BinaryOperator, right: Expression): Expression => ({
  kind: "binary",
  operator,
  left,
  right,
});
export const call = (name: string, ...args: Expression[]): Expression => ({ kind: "call", name, arguments: args });
export const method = (target: Expression, name: string, ...args: Expression[]): Expression => ({
  kind: "call",
  name,
  target,
  arguments: args,
});
export const list = (elements: readonly Expression[]): Expression => ({ kind: "list", elements });
export const conditional = (condition: Expression, whenTrue: Expression, whenFalse: Expression): Expression => ({
  kind: "conditional",
  condition,
  whenTrue,
  whenFalse,
});

/** `!x`; of a negation what is negated, of a comparison the opposite one. */
export function not(operand: Expression): Expression {
  if (operand.kind === "literal" && operand.type === "bool") return bool(!operand.value);
  if (operand.kind === "unary" && operand.operator === "!") return operand.operand;
  if (operand.kind === "binary" && operand.operator === "==") return { ...operand, operator: "!=" };
  if (operand.kind === "binary" && operand.operator === "!=") return { ...operand, operator: "==" };
  return { kind: "unary", operator: "!", operand };
}

/** `a && b`; what is known to hold is left out. */
export function and(left: Expression | undefined, right: Expression): Expression {
  if (left === undefined || isTrue(left)) return right;
  return isTrue(right) ? left : binary(left, "&&", right);
}

/** `a || b` */
export function or(left: Expression, right: Expression): Expression {
  if (isFalse(left)) return right;
  return isFalse(right) ? left : binary(left, "||", right);
}

const isTrue = (expression: Expression): boolean => expression.kind === "literal" && expression.value === true;
const isFalse = (expression: Expression): boolean => expression.kind === "literal" && expression.value === false;
