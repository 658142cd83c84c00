import type { Expression } from "./tree.ts";

/** An expression without `!!` and `--` before it: cel-go's parser drops them, so that they ask nothing of what they stand before. */
export function withoutPairs(expression: Expression): Expression {
  let rest = expression;
  while (rest.kind === "unary" && rest.operand.kind === "unary" && rest.operand.operator === rest.operator) rest = rest.operand.operand;
  return rest;
}
