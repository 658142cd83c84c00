import { type CallExpression, type Node, type NonNullExpression, type PropertyAccessExpression, SyntaxKind } from "../1-read/syntax.ts";
import { call } from "./calls.ts";
import type { Context } from "./context.ts";
import { access, evaluate } from "./expressions.ts";
import { present } from "./presence.ts";
import type { Scope } from "./scope.ts";
import type { Meaning } from "./values.ts";

/** What `?.` gives where nothing stands before it: the rest of its chain is not looked at, and the whole of it is `undefined`. */
export const ended = Symbol("ended by ?.");
export type Chained = Meaning | typeof ended;

/** What stands before a `.`, a `[` or a `(`: it may be a chain that has ended. Parentheses end a chain. */
export function evaluateChain(cx: Context, node: Node, scope: Scope): Chained {
  switch (node.kind) {
    case SyntaxKind.PropertyAccessExpression:
    case SyntaxKind.ElementAccessExpression:
      return access(cx, node as PropertyAccessExpression, scope);
    case SyntaxKind.CallExpression:
      return call(cx, node as CallExpression, scope);
    case SyntaxKind.NonNullExpression: {
      const of = evaluateChain(cx, (node as NonNullExpression).expression, scope);
      return of === ended ? ended : present(of);
    }
    default:
      return evaluate(cx, node, scope);
  }
}

/** The value of a whole chain. */
export const wholeOf = (meaning: Chained): Meaning => (meaning === ended ? undefined : meaning);
