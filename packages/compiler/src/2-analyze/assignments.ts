import { messages } from "@typeline/diagnostics";
import {
  type ArrayLiteralExpression,
  type BinaryExpression,
  type Identifier,
  type Node,
  type ObjectLiteralExpression,
  SyntaxKind,
} from "../1-read/syntax.ts";
import { type Context, excerpt, fail } from "./context.ts";
import { evaluate } from "./expressions.ts";
import { member, memberKey } from "./members.ts";
import { assignTo } from "./operators.ts";
import type { Scope } from "./scope.ts";
import { isPoisoned, type Meaning, poison } from "./values.ts";
import { syntaxName } from "./vocabulary.ts";

/** `[a, b = 1] = pair`, `({ x, y: z } = point)`: a literal that is assigned to. */
export function bindAssignment(cx: Context, pattern: Node, value: Meaning, scope: Scope): void {
  if (pattern.kind === SyntaxKind.ArrayLiteralExpression) {
    for (const [index, element] of (pattern as ArrayLiteralExpression).elements.entries()) {
      if (element.kind === SyntaxKind.OmittedExpression) continue;
      if (element.kind === SyntaxKind.SpreadElement)
        fail(cx, element, messages.unsupportedSyntax({ text: excerpt(cx, element), kind: syntaxName(element.kind) }));
      else place(cx, element, isPoisoned(value) ? poison : member(cx, value, index, element, false), scope);
    }
    return;
  }
  for (const property of (pattern as ObjectLiteralExpression).properties) {
    const name = (property as { name?: Node }).name;
    const key = name && memberKey(cx, name, scope);
    if (key === undefined) {
      fail(cx, property, messages.unsupportedSyntax({ text: excerpt(cx, property), kind: syntaxName(property.kind) }));
      continue;
    }
    const part = isPoisoned(value) ? poison : member(cx, value, key, property, false);
    if (property.kind === SyntaxKind.PropertyAssignment) place(cx, (property as unknown as { initializer: Node }).initializer, part, scope);
    else assignTo(cx, name as Identifier, part, scope);
  }
}

/** One place of the pattern, with its default. */
function place(cx: Context, target: Node, value: Meaning, scope: Scope): void {
  const { left, operatorToken, right } = target as BinaryExpression;
  if (target.kind !== SyntaxKind.BinaryExpression || operatorToken.kind !== SyntaxKind.EqualsToken) assignTo(cx, target, value, scope);
  else assignTo(cx, left, value === undefined ? evaluate(cx, right, scope) : value, scope);
}
