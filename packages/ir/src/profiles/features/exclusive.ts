import { parseExpression } from "../../expressions/parse.ts";
import { printExpression } from "../../expressions/print.ts";
import type { Expression } from "../../expressions/tree.ts";

/** How two conditions stand to each other, as far as their texts tell. */
export type Relation = "exclusive" | "overlapping" | "unknown";

/**
 * Conditions are exclusive where one demands what the other denies, as those of `if`, `else if` and `else` do: `A`, `!(A) && B`,
 * `!(A) && !(B)`. They overlap where one demands nothing that the other does not: a task without a condition overlaps with all that are
 * not exclusive. What depends on values (`x > 1`, `x < 5`) is unknown.
 *
 * @param first A CEL expression, `undefined` where there is none.
 */
export function relate(first: string | undefined, second: string | undefined): Relation {
  const [a, b] = [demandsOf(first), demandsOf(second)];
  if (a === undefined || b === undefined) return "unknown";
  if (denies(a, b) || denies(b, a)) return "exclusive";
  return includes(a, b) || includes(b, a) ? "overlapping" : "unknown";
}

/** Whether a condition holds only where another expression does, as far as its text tells. */
export function demands(condition: string | undefined, expression: string): boolean {
  return demandsOf(condition)?.has(expression) ?? false;
}

/** What must all be true, by text. */
type Demands = ReadonlyMap<string, Expression>;

function demandsOf(text: string | undefined): Demands | undefined {
  if (text === undefined) return new Map();
  const parsed = parseExpression(text);
  return parsed.error === undefined ? conjunction(parsed.expression) : undefined;
}

function conjunction(expression: Expression): Demands {
  if (expression.kind === "binary" && expression.operator === "&&")
    return new Map([...conjunction(expression.left), ...conjunction(expression.right)]);
  if (expression.kind === "unary" && expression.operator === "!") {
    const { operand } = expression;
    if (operand.kind === "unary" && operand.operator === "!") return conjunction(operand.operand);
    if (operand.kind === "binary" && operand.operator === "||")
      return new Map([operand.left, operand.right].flatMap((part) => [...conjunction({ ...expression, operand: part })]));
  }
  return new Map([[printExpression(expression), expression]]);
}

/** Whether one of them is the negation of something that the others demand. */
function denies(demands: Demands, others: Demands): boolean {
  return [...demands.values()].some(
    (demand) => demand.kind === "unary" && demand.operator === "!" && includes(others, conjunction(demand.operand)),
  );
}

const includes = (all: Demands, some: Demands): boolean => [...some.keys()].every((demand) => all.has(demand));
