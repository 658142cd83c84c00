import {
  type BinaryExpression,
  type ForOfStatement,
  type Identifier,
  type Node,
  type PrefixUnaryExpression,
  SyntaxKind,
} from "../1-read/syntax.ts";

/** The first of these uses that stands where a value is assigned: `n = 1`, `n += 1`, `n++`, `[n] = pair`, `for (n of list)`. */
export function assignedAmong(fn: Node, uses: ReadonlySet<Node>): Identifier | undefined {
  let found: Identifier | undefined;
  const target = (node: Node): void => {
    if (uses.has(node)) found ??= node as Identifier;
    else if (TARGETS.has(node.kind)) node.forEachChild(target);
  };
  const visit = (node: Node): void => {
    const { left, operatorToken } = node as BinaryExpression;
    const { operator, operand } = node as PrefixUnaryExpression;
    if (node.kind === SyntaxKind.BinaryExpression) {
      if (operatorToken.kind >= SyntaxKind.FirstAssignment && operatorToken.kind <= SyntaxKind.LastAssignment) target(left);
    } else if (node.kind === SyntaxKind.PrefixUnaryExpression || node.kind === SyntaxKind.PostfixUnaryExpression) {
      if (operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken) target(operand);
    } else if (node.kind === SyntaxKind.ForOfStatement || node.kind === SyntaxKind.ForInStatement)
      target((node as ForOfStatement).initializer);
    node.forEachChild(visit);
  };
  visit(fn);
  return found;
}

/** What an assignment's pattern is made of. */
const TARGETS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.ParenthesizedExpression,
  SyntaxKind.ArrayLiteralExpression,
  SyntaxKind.ObjectLiteralExpression,
  SyntaxKind.PropertyAssignment,
  SyntaxKind.ShorthandPropertyAssignment,
  SyntaxKind.SpreadAssignment,
  SyntaxKind.SpreadElement,
]);
