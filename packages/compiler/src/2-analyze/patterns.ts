import { messages } from "@typeline/diagnostics";
import {
  type ArrayBindingPattern,
  type BindingElement,
  type Identifier,
  type Node,
  NodeFlags,
  type ObjectBindingPattern,
  SyntaxKind,
  type VariableDeclarationList,
} from "../1-read/syntax.ts";
import { assembled, asTree } from "./arguments.ts";
import { mayBeNull, unionType } from "./choices.ts";
import { type Context, excerpt, fail, locate } from "./context.ts";
import { evaluate } from "./expressions.ts";
import { knownItems } from "./loops.ts";
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

/** Whether what a list declares may be assigned; `undefined` if it cannot be followed at all, which is reported. */
export function isMutable(cx: Context, list: VariableDeclarationList): boolean | undefined {
  switch (list.flags & NodeFlags.BlockScoped) {
    case NodeFlags.Const:
      return false;
    case NodeFlags.Let:
      return true;
    case NodeFlags.None:
      refuseVar(cx, list);
      return true;
    default:
      fail(cx, list, messages.usingDeclaration({ text: excerpt(cx, list) }));
      return undefined;
  }
}

function refuseVar(cx: Context, list: VariableDeclarationList): void {
  const place = locate(cx, list);
  const location = { ...place, endLine: place.line, endColumn: place.column + "var".length };
  fail(cx, list, messages.varDeclaration(), { fixes: [{ title: "Write `let`", edits: [{ location, text: "let" }] }] });
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
    bind(cx, element.name!, withDefault(cx, value, element.initializer, scope), scope, mutable);
  }
}

/** What `[…] = of` goes through: of a `Set`, a `Map` and a text the items in their order. */
export function listed(cx: Context, of: Meaning, pattern: Node): Meaning {
  if (of instanceof Set || of instanceof Map || typeof of === "string") return knownItems(of);
  // It would go by characters, and `text[0]` by units of 16 bits.
  if (!(of instanceof Sym) || of.type.kind !== "string") return of;
  return fail(cx, pattern, messages.cannotSpread({ text: excerpt(cx, of.node), kind: "a text" }));
}

/** `...rest` of a list's pattern. */
export function itemsFrom(cx: Context, meaning: Meaning, index: number, node: Node): Meaning {
  if (isPoisoned(meaning)) return poison;
  if (Array.isArray(meaning)) return meaning.slice(index);
  return fail(cx, node, messages.cannotSpread({ text: excerpt(cx, node), kind: kindOf(meaning) }));
}

/** `...rest` of an object's pattern. */
export function restOf(cx: Context, meaning: Meaning, taken: ReadonlySet<string>, node: Node): Meaning {
  if (isPoisoned(meaning)) return poison;
  const fields = meaning instanceof Rec ? meaning.fields : meaning instanceof TaskRef ? meaning.outputs : undefined;
  if (!fields) return fail(cx, node, messages.cannotSpread({ text: excerpt(cx, node), kind: kindOf(meaning) }));
  return new Rec([...fields].filter(([key]) => !taken.has(key)));
}

function bindArray(cx: Context, pattern: ArrayBindingPattern, of: Meaning, scope: Scope, mutable: boolean): void {
  const meaning = listed(cx, of, pattern);
  for (const [index, element] of (pattern.elements as unknown as readonly BindingElement[]).entries()) {
    if (element.kind !== SyntaxKind.BindingElement || !element.name) continue;
    if (element.dotDotDotToken) {
      bind(cx, element.name, itemsFrom(cx, meaning, index, element), scope, mutable);
      continue;
    }
    const value = isPoisoned(meaning) ? poison : member(cx, meaning, index, element, false);
    bind(cx, element.name, withDefault(cx, value, element.initializer, scope), scope, mutable);
  }
}

/** A default of a pattern or parameter: where the value is `undefined`. Where only a run knows that, the consuming component decides. */
export function withDefault(cx: Context, value: Meaning, initializer: Node | undefined, scope: Scope): Meaning {
  if (!initializer) return value;
  if (value === undefined) return evaluate(cx, initializer, scope);
  if (!(value instanceof Sym) || !(mayBeAbsent(value) || value.value.kind === "assembled")) return value;
  const fallback = evaluate(cx, initializer, scope);
  const at = initializer.parent;
  const tree = asTree(fallback);
  if (!tree)
    return isPoisoned(fallback) ? poison : fail(cx, at, messages.notAValue({ text: excerpt(cx, initializer), kind: kindOf(fallback) }));
  const given = asTree(value)!;
  // `??` looks at `null` as well, a pattern only at `undefined`.
  if (!mayBeNull(value.type)) return assembled({ or: [given, tree] }, unionType(value, fallback), at);
  return assembled({ if: [{ binary: [given, "===", { undefined: true }] }, tree, given] }, unionType(value, fallback), at);
}

/** Whether a run may find nothing there. */
export function mayBeAbsent(sym: Sym): boolean {
  const { value } = sym;
  return (value.kind === "input" || value.kind === "field") && value.mayBeAbsent;
}
