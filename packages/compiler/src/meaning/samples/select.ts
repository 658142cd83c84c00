import { type Expression, parseExpression } from "@typeline/ir";

/**
 * What a `parameterExpressionSelector` makes of a value: `string_value` is its JSON text, or the string itself; fields that are not there and
 * results of `null` are errors, as they are to KFP's driver (`expression.go`).
 */
export function select(text: string, value: unknown): unknown {
  const parsed = parseExpression(text);
  if (parsed.error !== undefined) throw new Error(`${text}: ${parsed.error}`);
  const selected = evaluate(parsed.expression, typeof value === "string" ? value : JSON.stringify(value));
  if (selected === null || selected === undefined) throw new Error(`${text} selects nothing`);
  return selected;
}

function evaluate(expression: Expression, input: string): unknown {
  switch (expression.kind) {
    case "literal":
      return typeof expression.value === "bigint" ? Number(expression.value) : expression.value;
    case "identifier":
      if (expression.name === "string_value") return input;
      break;
    case "call":
      if (expression.name === "parseJson") return JSON.parse(evaluate(expression.arguments[0]!, input) as string);
      break;
    case "index": {
      const [of, key] = [evaluate(expression.operand, input) as object, evaluate(expression.index, input) as string];
      if (!Object.hasOwn(of, key)) throw new Error(`no such key: ${key}`);
      return of[key as keyof typeof of];
    }
    case "binary":
      if (expression.operator === "+") return `${evaluate(expression.left, input)}${evaluate(expression.right, input)}`;
  }
  throw new Error(`a selector holds a ${expression.kind}`);
}
