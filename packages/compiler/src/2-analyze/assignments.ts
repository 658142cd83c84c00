import {
  type ArrayLiteralExpression,
  type BinaryExpression,
  type Node,
  type ObjectLiteralExpression,
  type PropertyAssignment,
  type ShorthandPropertyAssignment,
  type SpreadAssignment,
  type SpreadElement,
  SyntaxKind,
} from "../1-read/syntax.ts";
import type { Context } from "./context.ts";
import { member, memberKey } from "./members.ts";
import { assignTo } from "./operators.ts";
import { itemsFrom, listed, restOf, withDefault } from "./patterns.ts";
import type { Scope } from "./scope.ts";
import { isPoisoned, type Meaning, poison } from "./values.ts";

/** `[a, b = 1, ...rest] = list`, `({ x, y: z, w = 1, ...rest } = point)`: a literal that is assigned to. */
export function bindAssignment(cx: Context, pattern: Node, of: Meaning, scope: Scope): void {
  if (pattern.kind === SyntaxKind.ArrayLiteralExpression) {
    const value = listed(cx, of, pattern);
    for (const [index, element] of (pattern as ArrayLiteralExpression).elements.entries()) {
      if (element.kind === SyntaxKind.OmittedExpression) continue;
      if (element.kind === SyntaxKind.SpreadElement)
        assignTo(cx, (element as SpreadElement).expression, itemsFrom(cx, value, index, element), scope);
      else place(cx, element, isPoisoned(value) ? poison : member(cx, value, index, element, false), scope);
    }
    return;
  }
  const taken = new Set<string>();
  for (const property of (pattern as ObjectLiteralExpression).properties) {
    if (property.kind === SyntaxKind.SpreadAssignment) {
      assignTo(cx, (property as SpreadAssignment).expression, restOf(cx, of, taken, property), scope);
      continue;
    }
    const { name, initializer, objectAssignmentInitializer } = property as PropertyAssignment & ShorthandPropertyAssignment;
    const key = memberKey(cx, name, scope);
    if (key === undefined) continue;
    taken.add(key);
    const part = isPoisoned(of) ? poison : member(cx, of, key, property, false);
    if (property.kind === SyntaxKind.PropertyAssignment) place(cx, initializer, part, scope);
    else assignTo(cx, name, withDefault(cx, part, objectAssignmentInitializer, scope), scope);
  }
}

/** One place of the pattern, with its default. */
function place(cx: Context, target: Node, value: Meaning, scope: Scope): void {
  const { left, operatorToken, right } = target as BinaryExpression;
  if (target.kind !== SyntaxKind.BinaryExpression || operatorToken.kind !== SyntaxKind.EqualsToken) assignTo(cx, target, value, scope);
  else assignTo(cx, left, withDefault(cx, value, right, scope), scope);
}
