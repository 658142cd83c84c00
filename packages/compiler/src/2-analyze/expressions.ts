import { messages } from "@typeline/diagnostics";
import {
  type ArrayLiteralExpression,
  type AwaitExpression,
  type BinaryExpression,
  type CallExpression,
  type ConditionalExpression,
  type ElementAccessExpression,
  type Identifier,
  type NewExpression,
  type Node,
  type NumericLiteral,
  type ObjectLiteralExpression,
  type ParenthesizedExpression,
  type PropertyAccessExpression,
  type StringLiteral,
  SyntaxKind,
  type TemplateExpression,
} from "../1-read/syntax.ts";
import { noteAwait } from "./awaits.ts";
import { call, construct } from "./calls.ts";
import { type Chained, ended, evaluateChain, wholeOf } from "./chains.ts";
import { describeKind, isScalar } from "./choices.ts";
import { conditionalExpression } from "./conditionals.ts";
import { type Context, excerpt, fail } from "./context.ts";
import { arrayLiteral, objectLiteral, template } from "./literals.ts";
import { member } from "./members.ts";
import { mayNotBeThere } from "./missing.ts";
import { lookup } from "./names.ts";
import { assign, binary, unary, update } from "./operators.ts";
import { own } from "./ownership.ts";
import { mayBeAbsent } from "./patterns.ts";
import { presenceOf } from "./placeholders.ts";
import { narrowed, present } from "./presence.ts";
import type { Scope } from "./scope.ts";
import { refuse } from "./syntax-kinds.ts";
import { Fn, Gathered, type Meaning, Missing, Poison, PresenceChoice, poison, Sym, TaskRef } from "./values.ts";

/** What an expression means: known values are computed with JavaScript's own meaning, symbolic ones are followed. */
export function evaluate(cx: Context, node: Node, scope: Scope): Meaning {
  switch (node.kind) {
    case SyntaxKind.StringLiteral:
    case SyntaxKind.NoSubstitutionTemplateLiteral:
      return (node as StringLiteral).text;
    case SyntaxKind.NumericLiteral:
      return Number((node as NumericLiteral).text.replaceAll("_", ""));
    case SyntaxKind.TrueKeyword:
      return true;
    case SyntaxKind.FalseKeyword:
      return false;
    case SyntaxKind.NullKeyword:
      return null;
    case SyntaxKind.Identifier:
      return lookup(cx, node as Identifier, scope);
    case SyntaxKind.ParenthesizedExpression:
    case SyntaxKind.AsExpression:
    case SyntaxKind.SatisfiesExpression:
    case SyntaxKind.TypeAssertionExpression:
    case SyntaxKind.ExpressionWithTypeArguments:
      return evaluate(cx, (node as ParenthesizedExpression).expression, scope);
    case SyntaxKind.AwaitExpression:
      return noteAwait(cx, node, evaluate(cx, (node as AwaitExpression).expression, scope));
    case SyntaxKind.NonNullExpression:
      return present(evaluate(cx, (node as ParenthesizedExpression).expression, scope));
    case SyntaxKind.VoidExpression:
      evaluate(cx, (node as unknown as { expression: Node }).expression, scope);
      return undefined;
    case SyntaxKind.ArrowFunction:
    case SyntaxKind.FunctionExpression:
      return new Fn(node, scope, functionName(node));
    case SyntaxKind.TemplateExpression:
      return template(cx, node as TemplateExpression, scope);
    case SyntaxKind.ArrayLiteralExpression:
      return own(cx, arrayLiteral(cx, node as ArrayLiteralExpression, scope));
    case SyntaxKind.ObjectLiteralExpression:
      return own(cx, objectLiteral(cx, node as ObjectLiteralExpression, scope));
    case SyntaxKind.PropertyAccessExpression:
    case SyntaxKind.ElementAccessExpression:
      return narrowed(cx, wholeOf(access(cx, node as PropertyAccessExpression, scope)));
    case SyntaxKind.CallExpression:
      return own(cx, wholeOf(call(cx, node as CallExpression, scope)));
    case SyntaxKind.NewExpression:
      return own(cx, construct(cx, node as NewExpression, scope));
    case SyntaxKind.ConditionalExpression:
      return conditional(cx, node as ConditionalExpression, scope);
    case SyntaxKind.BinaryExpression:
      return binaryExpression(cx, node as BinaryExpression, scope);
    case SyntaxKind.PrefixUnaryExpression:
    case SyntaxKind.TypeOfExpression:
      return unary(cx, node, scope);
    case SyntaxKind.PostfixUnaryExpression:
      return update(cx, node, scope);
    default:
      return refuse(cx, node);
  }
}

/** A function's own name, or that of the variable it initialises. */
function functionName(node: Node): string {
  const own = (node as { name?: { text?: string } }).name?.text;
  if (own) return own;
  return node.parent?.kind === SyntaxKind.VariableDeclaration
    ? ((node.parent as { name?: { text?: string } }).name?.text ?? "function")
    : "function";
}

/** `of.key`, `of[key]`, `of?.key`. */
export function access(cx: Context, node: PropertyAccessExpression | ElementAccessExpression, scope: Scope): Chained {
  const of = evaluateChain(cx, node.expression, scope);
  if (of === ended) return ended;
  if (of instanceof Poison) return poison;
  if (node.questionDotToken && (of === undefined || of === null)) return ended;
  const key =
    node.kind === SyntaxKind.PropertyAccessExpression
      ? (node as PropertyAccessExpression).name.text
      : evaluate(cx, (node as ElementAccessExpression).argumentExpression, scope);
  if (key instanceof Poison) return poison;
  return member(cx, of, key, node, node.questionDotToken !== undefined);
}

function conditional(cx: Context, node: ConditionalExpression, scope: Scope): Meaning {
  const test = evaluate(cx, node.condition, scope);
  if (test instanceof Poison) return poison;
  const presence = presenceOf(test);
  if (presence) {
    const [first, second] = [evaluate(cx, node.whenTrue, scope), evaluate(cx, node.whenFalse, scope)];
    return presence.negated ? new PresenceChoice(presence.input, second, first) : new PresenceChoice(presence.input, first, second);
  }
  if (test instanceof Missing) return mayNotBeThere(cx, node.condition, test);
  if (test instanceof Gathered) return fail(cx, node.condition, messages.alwaysTrue({ text: excerpt(cx, node.condition), kind: "a list" }));
  if (test instanceof TaskRef) return fail(cx, node.condition, messages.alwaysTrue({ text: excerpt(cx, node.condition), kind: "a task" }));
  if (!(test instanceof Sym)) return evaluate(cx, test ? node.whenTrue : node.whenFalse, scope);
  if (!isScalar(test.type) && !mayBeAbsent(test))
    return fail(cx, test.node, messages.alwaysTrue({ text: excerpt(cx, test.node), kind: describeKind(test.type) }));
  return conditionalExpression(cx, node, test, scope);
}

function binaryExpression(cx: Context, node: BinaryExpression, scope: Scope): Meaning {
  const operator = node.operatorToken.kind;
  if (operator >= SyntaxKind.FirstAssignment && operator <= SyntaxKind.LastAssignment) return assign(cx, node, scope);
  if (operator === SyntaxKind.CommaToken) {
    evaluate(cx, node.left, scope);
    return evaluate(cx, node.right, scope);
  }
  return binary(cx, node, scope);
}
