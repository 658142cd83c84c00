import type { Json } from "@typeline/runtime";
import { type ArrowFunction, type BinaryExpression, type Identifier, type Node, SyntaxKind } from "../1-read/syntax.ts";
import { acceptsConstant } from "../types/parameter-type.ts";
import type { Interface } from "../types/value-type.ts";
import { isReference } from "./captures.ts";
import { parameterElements } from "./components.ts";
import type { Context } from "./context.ts";
import { evaluate } from "./expressions.ts";
import { type Fn, isKnown, toJson } from "./values.ts";

/** Inputs that the body reads only as `x ?? constant`, always the same one: that is their default, as if it stood in the parameter list. */
export function fallbacksOf(cx: Context, fn: Fn, iface: Interface): ReadonlyMap<string, Json> {
  const silent: Context = { ...cx, diagnostics: () => {} };
  const result = new Map<string, Json>();
  for (const [input, { name, initializer }] of parameterElements(fn)) {
    const port = iface.inputs.find((one) => one.name === input);
    if (!port?.optional || initializer || name?.kind !== SyntaxKind.Identifier) continue;
    const fallbacks = usesOf((fn.node as ArrowFunction).body, (name as Identifier).text).map(fallbackOf);
    const values = fallbacks.map((node) => {
      const meaning = node && evaluate(silent, node, fn.scope);
      return isKnown(meaning) ? toJson(meaning) : undefined;
    });
    const [value] = values;
    const one = value !== undefined && value !== null && values.every((other) => JSON.stringify(other) === JSON.stringify(value));
    if (one && !acceptsConstant(port.type, value)) result.set(input, value);
  }
  return result;
}

/** Where a name is used. An inner declaration of the same name makes one of these no fallback, so nothing is concluded. */
function usesOf(body: Node, name: string): Identifier[] {
  const uses: Identifier[] = [];
  const visit = (node: Node): void => {
    if (node.kind === SyntaxKind.Identifier && (node as Identifier).text === name && isReference(node as Identifier))
      uses.push(node as Identifier);
    node.forEachChild(visit);
  };
  visit(body);
  return uses;
}

/** `x ?? y` → y, of the `x` in it. */
function fallbackOf(use: Identifier): Node | undefined {
  const parent = use.parent as BinaryExpression;
  const isFallback =
    parent.kind === SyntaxKind.BinaryExpression && parent.operatorToken.kind === SyntaxKind.QuestionQuestionToken && parent.left === use;
  return isFallback ? parent.right : undefined;
}
