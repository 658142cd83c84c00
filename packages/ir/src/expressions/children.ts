import type { Expression } from "./tree.ts";

/** The expressions that an expression is made of, in the order of the text. */
export function childrenOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case "literal":
    case "identifier":
      return [];
    case "select":
    case "unary":
      return [expression.operand];
    case "index":
      return [expression.operand, expression.index];
    case "call":
      return [...(expression.target === undefined ? [] : [expression.target]), ...expression.arguments];
    case "binary":
      return [expression.left, expression.right];
    case "conditional":
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case "list":
      return [...expression.elements];
    case "map":
      return expression.entries.flatMap(({ key, value }) => [key, value]);
    case "message":
      return expression.fields.map(({ value }) => value);
  }
}
