import { messages } from "@typeline/diagnostics";
import {
  type ArrayLiteralExpression,
  type Identifier,
  type Node,
  type ObjectLiteralExpression,
  SyntaxKind,
  type TemplateExpression,
} from "../1-read/syntax.ts";
import type { StructField, ValueType } from "../types/value-type.ts";
import { assembled, asTree } from "./arguments.ts";
import { describeKind, isScalar } from "./choices.ts";
import { type Context, excerpt, fail } from "./context.ts";
import { evaluate } from "./expressions.ts";
import { memberKey } from "./members.ts";
import { lookup } from "./names.ts";
import { joinPlaceholders } from "./placeholders.ts";
import type { Tree } from "./regions.ts";
import type { Scope } from "./scope.ts";
import { refuse } from "./syntax-kinds.ts";
import {
  Fn,
  Gathered,
  isPoisoned,
  isSymbolic,
  kindOf,
  type Meaning,
  Placeholder,
  Poison,
  PresenceChoice,
  poison,
  Rec,
  Sym,
  TaskRef,
} from "./values.ts";
import { isUnknown, STRING, UNKNOWN } from "./vocabulary.ts";

/** A template literal: text, if all is known; else assembled. */
export function template(cx: Context, node: TemplateExpression, scope: Scope): Meaning {
  const parts: { meaning: Meaning; node: Node }[] = [{ meaning: node.head.text, node }];
  for (const span of node.templateSpans) {
    parts.push({ meaning: evaluate(cx, span.expression, scope), node: span.expression });
    parts.push({ meaning: span.literal.text, node: span });
  }
  if (parts.some((part) => isPoisoned(part.meaning))) return poison;
  if (parts.some((part) => part.meaning instanceof Placeholder)) return joinPlaceholders(cx, parts);
  const trees: Tree[] = [];
  for (const part of parts) {
    const tree = textPart(cx, part.meaning, part.node);
    if (tree instanceof Poison) return poison;
    const last = trees.at(-1);
    if (last && "value" in last && "value" in tree) trees[trees.length - 1] = { value: `${last.value}${tree.value}` };
    else if (!("value" in tree && tree.value === "")) trees.push(tree);
  }
  if (trees.length === 0) return "";
  if (trees.length === 1 && "value" in trees[0]!) return trees[0].value as string;
  return assembled({ text: trees }, STRING, node);
}

/** One `${…}` of a template: a scalar, known or not. */
function textPart(cx: Context, meaning: Meaning, node: Node): Tree | Poison {
  if (meaning instanceof Sym) {
    if (!isScalar(meaning.type)) return fail(cx, node, messages.notText({ text: excerpt(cx, node), kind: describeKind(meaning.type) }));
    return asTree(meaning)!;
  }
  if (meaning === null || meaning === undefined || ["string", "number", "boolean", "bigint"].includes(typeof meaning))
    return { value: String(meaning) };
  if (Array.isArray(meaning) && !isSymbolic(meaning)) return { value: String(meaning) };
  return fail(cx, node, messages.notText({ text: excerpt(cx, node), kind: kindOf(meaning) }));
}

/** A list, known though its elements may be symbolic; one that spreads what only a run knows is assembled. */
export function arrayLiteral(cx: Context, node: ArrayLiteralExpression, scope: Scope): Meaning {
  const items: Meaning[] = [];
  const spreads: { at: number; meaning: Sym }[] = [];
  for (const element of node.elements) {
    if (element.kind !== SyntaxKind.SpreadElement) {
      items.push(element.kind === SyntaxKind.OmittedExpression ? undefined : evaluate(cx, element, scope));
      continue;
    }
    const given = evaluate(cx, (element as unknown as { expression: Node }).expression, scope);
    const spread = given instanceof Gathered ? given.list() : given;
    if (Array.isArray(spread)) items.push(...spread);
    else if (spread instanceof Set) items.push(...spread);
    else if (spread instanceof Map) items.push(...[...spread].map((entry) => entry as Meaning[]));
    else if (typeof spread === "string") items.push(...spread);
    else if (spread instanceof Poison) return poison;
    else if (spread instanceof Sym && (spread.type.kind === "list" || spread.type.kind === "artifacts" || isUnknown(spread.type))) {
      spreads.push({ at: items.length, meaning: spread });
      items.push(spread);
    } else if (spread instanceof PresenceChoice) items.push(spread);
    else return fail(cx, element, messages.cannotSpread({ text: excerpt(cx, element), kind: kindOf(spread) }));
  }
  if (spreads.length === 0) return items;
  return spreadList(cx, node, items, spreads);
}

/** `[...symbolic, x]`: how long it is only a run knows, so it is assembled. */
function spreadList(cx: Context, node: Node, items: Meaning[], spreads: { at: number; meaning: Sym }[]): Meaning {
  const list: (Tree | { spread: Tree })[] = [];
  for (const [index, item] of items.entries()) {
    const tree = asTree(item);
    if (!tree) return isPoisoned(item) ? poison : fail(cx, node, messages.notAValue({ text: excerpt(cx, node), kind: kindOf(item) }));
    list.push(spreads.some((spread) => spread.at === index) ? { spread: tree } : tree);
  }
  const { type } = spreads[0]!.meaning;
  return assembled({ list }, isUnknown(type) ? { kind: "list", element: UNKNOWN } : type, node);
}

/** An object, likewise. */
export function objectLiteral(cx: Context, node: ObjectLiteralExpression, scope: Scope): Meaning {
  let record = new Rec();
  /** What stood before a symbolic spread. */
  const before: ([string, Tree] | { spread: Tree })[] = [];
  /** The types of the symbolic spreads, and the keys between them. */
  const parts: (string | Sym["type"])[] = [];
  const flush = (): boolean => {
    for (const [key, value] of record.fields) {
      const tree = asTree(value);
      if (!tree) return false;
      before.push([key, tree]);
      parts.push(key);
    }
    record = new Rec();
    return true;
  };
  for (const property of node.properties) {
    if (property.kind === SyntaxKind.SpreadAssignment) {
      const spread = evaluate(cx, (property as unknown as { expression: Node }).expression, scope);
      if (spread instanceof Poison) return poison;
      if (spread instanceof Rec) for (const [key, value] of spread.fields) record.fields.set(key, value);
      else if (spread instanceof TaskRef) for (const [key, value] of spread.outputs) record.fields.set(key, value);
      else if (spread === undefined || spread === null || spread === false) continue;
      else if (Array.isArray(spread)) for (const [index, item] of spread.entries()) record.fields.set(String(index), item);
      else if (spread instanceof Sym && (spread.type.kind === "struct" || isUnknown(spread.type))) {
        if (!flush())
          return fail(cx, property, messages.notAValue({ text: excerpt(cx, node), kind: "an object that holds more than values" }));
        before.push({ spread: asTree(spread)! });
        parts.push(spread.type);
      } else return fail(cx, property, messages.cannotSpread({ text: excerpt(cx, property), kind: kindOf(spread) }));
      continue;
    }
    if (property.kind === SyntaxKind.PropertyAssignment) {
      const key = memberKey(cx, (property as unknown as { name: Node }).name, scope);
      if (key === undefined) return poison;
      record.fields.set(key, evaluate(cx, (property as unknown as { initializer: Node }).initializer, scope));
    } else if (property.kind === SyntaxKind.ShorthandPropertyAssignment) {
      const name = (property as unknown as { name: Identifier }).name;
      record.fields.set(name.text, lookup(cx, name, scope));
    } else if (property.kind === SyntaxKind.MethodDeclaration) {
      const key = memberKey(cx, (property as unknown as { name: Node }).name, scope);
      if (key === undefined) return poison;
      record.fields.set(key, new Fn(property, scope, key));
    } else return refuse(cx, property);
  }
  if (parts.length === 0) return record;
  if (!flush()) return fail(cx, node, messages.notAValue({ text: excerpt(cx, node), kind: "an object that holds more than values" }));
  return assembled({ object: before }, spreadType(parts), node);
}

/** The type of `{ ...struct, key: … }`: what is known of fields that nothing after them replaces. */
function spreadType(parts: readonly (string | ValueType)[]): ValueType {
  const fields = new Map<string, StructField>();
  for (const part of parts) {
    if (typeof part === "string") fields.delete(part);
    else if (part.kind !== "struct" || part.rest) fields.clear();
    if (typeof part === "string" || part.kind !== "struct") continue;
    for (const [key, field] of part.fields) {
      if (field.optional && parts[0] !== part) fields.delete(key);
      else fields.set(key, field);
    }
  }
  return { kind: "struct", fields, rest: UNKNOWN };
}
