import { messages } from "@typeline/diagnostics";
import { type ArrowFunction, type CallExpression, type Node, type ParameterDeclaration, SyntaxKind } from "../1-read/syntax.ts";
import { take } from "./branches.ts";
import { refuseForeign } from "./calls.ts";
import { returned } from "./completions.ts";
import { type Context, excerpt, exhausted, fail, failEndless } from "./context.ts";
import { evaluate } from "./expressions.ts";
import { own } from "./ownership.ts";
import { bind, withDefault } from "./patterns.ts";
import { Scope } from "./scope.ts";
import { execute } from "./statements.ts";
import { type Fn, type Meaning, Missing, poison } from "./values.ts";

/** Deeper than any honest helper calls itself. */
const MAX_DEPTH = 200;

const RETURN = new Set(["return"] as const);

/** A function of the source, inlined at a call. `at` is the call; none for the body of a pipeline itself. */
export function apply(cx: Context, fn: Fn, args: readonly Meaning[], at: Node | undefined): Meaning {
  const node = fn.node as ArrowFunction;
  if (exhausted(cx) || cx.stack.length > MAX_DEPTH) return failEndless(cx, at ?? node);
  if (!node.body) return refuseForeign(cx, (at ?? node) as unknown as CallExpression, "another program", args);
  if ((node as { asteriskToken?: Node }).asteriskToken)
    return fail(cx, at ?? node, messages.generatorFunction({ text: excerpt(cx, at ?? node) }));
  const scope = new Scope(fn.scope);
  if (at) cx.stack.push(at);
  try {
    bindParameters(cx, node.parameters as unknown as readonly ParameterDeclaration[], args, scope);
    if (node.body.kind !== SyntaxKind.Block) return evaluate(cx, node.body, scope);
    const completion = execute(cx, node.body, scope);
    if (completion?.kind === "throw") return cx.graph ? new Missing("never comes: it throws before", at ?? node) : poison;
    take(cx, completion, RETURN, at ?? node);
    return own(cx, returned(completion));
  } finally {
    if (at) cx.stack.pop();
  }
}

function bindParameters(cx: Context, parameters: readonly ParameterDeclaration[], args: readonly Meaning[], scope: Scope): void {
  // `this: Type` only says what `this` is, which no function of a pipeline may ask.
  const named = parameters.filter(({ name }) => (name as { text?: string }).text !== "this");
  for (const [index, parameter] of named.entries()) {
    if (parameter.dotDotDotToken) {
      bind(cx, parameter.name, args.slice(index), scope, true);
      return;
    }
    bind(cx, parameter.name, withDefault(cx, args[index], parameter.initializer, scope), scope, true);
  }
}
