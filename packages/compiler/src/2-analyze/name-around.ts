import { type CallExpression, type Identifier, type Node, type PropertyAccessExpression, SyntaxKind } from "../1-read/syntax.ts";

const THROUGH: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.ParenthesizedExpression,
  SyntaxKind.AwaitExpression,
  SyntaxKind.PropertyAccessExpression,
]);

/** The name of the variable or property that an expression is the value of, or of the list that it pushes to; else `value`. */
export function nameAround(node: Node): string {
  const pushed = listOf(node);
  if (pushed !== undefined) return pushed;
  let at = node.parent;
  while (at && THROUGH.has(at.kind)) at = at.parent;
  const name = (at as { name?: Identifier } | undefined)?.name?.text;
  return (at?.kind === SyntaxKind.VariableDeclaration || at?.kind === SyntaxKind.PropertyAssignment) && name ? name : "value";
}

/** `models.push(…)` → "models" */
function listOf(node: Node): string | undefined {
  if (node.kind !== SyntaxKind.CallExpression) return undefined;
  const callee = (node as CallExpression).expression as PropertyAccessExpression;
  if (callee.kind !== SyntaxKind.PropertyAccessExpression || callee.name.text !== "push") return undefined;
  return callee.expression.kind === SyntaxKind.Identifier ? (callee.expression as Identifier).text : undefined;
}
