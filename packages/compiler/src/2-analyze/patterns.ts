import { messages } from "@typeline/diagnostics";
import {
  type ArrayBindingPattern,
  type BindingElement,
  type Identifier,
  type Node,
  type ObjectBindingPattern,
  SyntaxKind,
} from "../1-read/syntax.ts";
import { assembled, asTree } from "./arguments.ts";
import { mayBeNull, unionType } from "./choices.ts";
import { type Context, excerpt, fail } from "./context.ts";
import { evaluate } from "./expressions.ts";
import { member, memberKey } from "./members.ts";
import type { Scope } from "./scope.ts";
import { isPoisoned, kindOf, type Meaning, poison, Rec, Sym, TaskRef } from "./values.ts";

/** Declares the names of a pattern: `x`, `{ a, b: { c = 1 }, ...rest }`, `[first, , third]`. */
export function bind(cx: Context, pattern: Node, meaning: Meaning, scope: Scope, mutable: boolean): void {
  if (pattern.kind === SyntaxKind.Identifier) {
    scope.declare((pattern as Identifier).text, meaning, pattern, mutable);
  } else if (pattern.kind === SyntaxKind.ObjectBindingPattern) {
    bindObject(cx, pattern as ObjectBindingPattern, meaning, scope, mutable);
  } else if (pattern.kind === SyntaxKind.ArrayBindingPattern) {
    bindArray(cx, pattern as ArrayBindingPattern, meaning, scope, mutable);
  }
}

/** The names that a pattern declares. */
export function boundNames(pattern: Node): Identifier[] {
  if (pattern.kind === SyntaxKind.Identifier) return [pattern as Identifier];
  const { elements } = pattern as unknown as { readonly elements: readonly BindingElement[] };
  return elements.flatMap(({ name }) => (name ? boundNames(name) : []));
}

function bindObject(cx: Context, pattern: ObjectBindingPattern, meaning: Meaning, scope: Scope, mutable: boolean): void {
  const taken = new Set<string>();
  for (const element of pattern.elements as unknown as readonly BindingElement[]) {
    if (element.dotDotDotToken) {
      bind(cx, element.name!, restOf(cx, meaning, taken, element), scope, mutable);
      continue;
    }
    const key = memberKey(cx, element.propertyName ?? element.name!, scope);
    if (key !== undefined) taken.add(key);
    const value = key === undefined || isPoisoned(meaning) ? poison : member(cx, meaning, key, element, false);
    bind(cx, element.name!, withDefault(cx, value, element, scope), scope, mutable);
  }
}

function restOf(cx: Context, meaning: Meaning, taken: ReadonlySet<string>, node: Node): Meaning {
  if (isPoisoned(meaning)) return poison;
  const fields = meaning instanceof Rec ? meaning.fields : meaning instanceof TaskRef ? meaning.outputs : undefined;
  if (!fields) return fail(cx, node, messages.cannotSpread({ text: excerpt(cx, node), kind: kindOf(meaning) }));
  return new Rec([...fields].filter(([key]) => !taken.has(key)));
}

function bindArray(cx: Context, pattern: ArrayBindingPattern, meaning: Meaning, scope: Scope, mutable: boolean): void {
  for (const [index, element] of (pattern.elements as unknown as readonly BindingElement[]).entries()) {
    if (element.kind !== SyntaxKind.BindingElement || !element.name) continue;
    if (element.dotDotDotToken) {
      const rest = Array.isArray(meaning)
        ? meaning.slice(index)
        : isPoisoned(meaning)
          ? poison
          : fail(cx, element, messages.cannotSpread({ text: excerpt(cx, element), kind: kindOf(meaning) }));
      bind(cx, element.name, rest, scope, mutable);
      continue;
    }
    const value = isPoisoned(meaning) ? poison : member(cx, meaning, index, element, false);
    bind(cx, element.name, withDefault(cx, value, element, scope), scope, mutable);
  }
}

/** A pattern's default: where the value is `undefined`. Where only a run knows that, the consuming component decides. */
function withDefault(cx: Context, value: Meaning, element: BindingElement, scope: Scope): Meaning {
  if (!element.initializer) return value;
  if (value === undefined) return evaluate(cx, element.initializer, scope);
  if (!(value instanceof Sym) || !(mayBeAbsent(value) || value.value.kind === "assembled")) return value;
  const fallback = evaluate(cx, element.initializer, scope);
  const tree = asTree(fallback);
  if (!tree)
    return isPoisoned(fallback)
      ? poison
      : fail(cx, element, messages.notAValue({ text: excerpt(cx, element.initializer), kind: kindOf(fallback) }));
  const given = asTree(value)!;
  // `??` looks at `null` as well, a pattern only at `undefined`.
  if (!mayBeNull(value.type)) return assembled({ or: [given, tree] }, unionType(value, fallback), element);
  return assembled({ if: [{ binary: [given, "===", { undefined: true }] }, tree, given] }, unionType(value, fallback), element);
}

/** Whether a run may find nothing there. */
export function mayBeAbsent(sym: Sym): boolean {
  const { value } = sym;
  return (value.kind === "input" || value.kind === "field") && value.mayBeAbsent;
}
