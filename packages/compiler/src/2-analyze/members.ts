import { messages } from "@typeline/diagnostics";
import { type Identifier, type Node, SyntaxKind } from "../1-read/syntax.ts";
import { fieldType } from "../types/parameter-type.ts";
import type { ValueType } from "../types/value-type.ts";
import { assembled, asTree } from "./arguments.ts";
import { globalMember } from "./builtins.ts";
import { type Context, excerpt, fail } from "./context.ts";
import { evaluate } from "./expressions.ts";
import { mayNotBeThere } from "./missing.ts";
import { exportOf } from "./names.ts";
import { asRead } from "./ownership.ts";
import { mayBeAbsent } from "./patterns.ts";
import type { Scope } from "./scope.ts";
import {
  Bounded,
  ComponentRef,
  Gathered,
  GlobalName,
  isPoisoned,
  kindOf,
  type Meaning,
  Missing,
  ModuleRef,
  PipelineRef,
  poison,
  Rec,
  Spread,
  Sym,
  TaskRef,
} from "./values.ts";
import { isUnknown, NUMBER, STRING, UNKNOWN } from "./vocabulary.ts";

/** The key of a property name: `a`, `"a"`, `1`, `[known]`. `undefined` if that is reported. */
export function memberKey(cx: Context, name: Node, scope: Scope): string | undefined {
  if (
    name.kind === SyntaxKind.Identifier ||
    name.kind === SyntaxKind.StringLiteral ||
    name.kind === SyntaxKind.NoSubstitutionTemplateLiteral
  )
    return (name as Identifier).text;
  if (name.kind === SyntaxKind.NumericLiteral) return String(Number((name as Identifier).text));
  if (name.kind === SyntaxKind.ComputedPropertyName) {
    const expression = (name as unknown as { expression: Node }).expression;
    const key = evaluate(cx, expression, scope);
    if (typeof key === "string" || typeof key === "number") return String(key);
    if (!isPoisoned(key)) fail(cx, name, messages.keyNotKnown({ text: excerpt(cx, expression) }));
    return undefined;
  }
  fail(cx, name, messages.keyNotKnown({ text: excerpt(cx, name) }));
  return undefined;
}

/** `of.key`, `of[key]`. */
export function member(cx: Context, of: Meaning, key: Meaning, node: Node, optional: boolean): Meaning {
  if (key instanceof Sym) return symbolicKey(cx, of, key, node, optional);
  if (typeof key !== "string" && typeof key !== "number") return fail(cx, node, messages.keyNotKnown({ text: excerpt(cx, node) }));
  const name = String(key);
  if (of instanceof Missing) return mayNotBeThere(cx, node, of);
  if (of instanceof Gathered) return gatheredMember(cx, of, key, node, optional);
  if (of instanceof Bounded) return member(cx, of.items, key, node, optional);
  if (of instanceof Spread) return poison;
  if (of instanceof Rec) return asRead(cx, of.fields.get(name), node);
  if (of instanceof TaskRef) return of.outputs.has(name) ? of.outputs.get(name) : noSuchOutput(cx, of, name, node);
  if (of instanceof Sym) return symbolicMember(cx, of, key, node, optional);
  if (Array.isArray(of)) return name === "length" ? of.length : of[name as unknown as number];
  if (typeof of === "string") return name === "length" ? of.length : of[name as unknown as number];
  if (of instanceof Map || of instanceof Set) return name === "size" ? of.size : undefined;
  if (of instanceof ModuleRef) return exportOf(cx, of.file, name, node);
  if (of instanceof GlobalName) return globalMember(cx, of, name, node);
  if (of instanceof ComponentRef || of instanceof PipelineRef) return fail(cx, node, messages.runInPipeline({ text: excerpt(cx, node) }));
  if (of === undefined || of === null) return fail(cx, node, messages.memberOfNothing({ text: excerpt(cx, node), nothing: String(of) }));
  return fail(cx, node, messages.noSuchMember({ text: excerpt(cx, node), kind: kindOf(of) }));
}

function noSuchOutput(cx: Context, { of, outputs }: TaskRef, output: string, node: Node): Meaning {
  const [only, ...others] = of;
  const task = only && "name" in only && others.length === 0 ? only.name : `one of ${outputs.size} outputs`;
  return fail(cx, node, messages.noSuchOutput({ task, output }));
}

/** `runs.length`, `runs[0]`: of each value that an iteration gives, its list. */
function gatheredMember(cx: Context, of: Gathered, key: string | number, node: Node, optional: boolean): Meaning {
  if (key === "length" && of.length !== undefined) return of.length;
  if (key === "length" && !(of.element instanceof Sym)) {
    const one = firstValue(of.element);
    return one === undefined
      ? fail(cx, node, messages.symbolicKey({ text: excerpt(cx, node), key: String(key) }))
      : member(cx, of.of(one).list(), key, node, optional);
  }
  const pick = (element: Meaning): Meaning => {
    if (element instanceof TaskRef)
      return new TaskRef([of.loop], new Map([...element.outputs].map(([name, value]) => [name, pick(value)])));
    if (element instanceof Rec) return new Rec([...element.fields].map(([name, value]) => [name, pick(value)]));
    if (Array.isArray(element)) return element.map(pick);
    if (element instanceof Gathered && element.element instanceof Sym) return pick(element.list());
    if (!(element instanceof Sym)) return element;
    // An item of a list of artifacts has no name in the IR; who reads it hears of that.
    if (element.type.kind === "artifact" || element.type.kind === "artifacts")
      return new Missing("an engine hands out as part of the whole list only", node);
    return member(cx, of.of(element).list(), key, node, optional);
  };
  if (of.element instanceof Sym && of.element.type.kind === "artifact")
    return fail(cx, node, messages.artifactElement({ text: excerpt(cx, node) }));
  return pick(of.element);
}

/** The first single value of what an iteration gives. */
function firstValue(element: Meaning): Meaning {
  if (element instanceof Sym) return element;
  const values = element instanceof TaskRef ? [...element.outputs.values()] : element instanceof Rec ? [...element.fields.values()] : [];
  return values.map(firstValue).find((value) => value !== undefined);
}

/** A field of a struct or an element of a list: an expression selector. */
function symbolicMember(cx: Context, of: Sym, key: string | number, node: Node, optional: boolean): Meaning {
  if (of.type.kind === "artifact") {
    if (key === "metadata" && asTree(of)) return metadataOf(of, node);
    return fail(cx, node, messages.artifactRead({ text: excerpt(cx, node), member: String(key) }));
  }
  if (key === "length" && (of.type.kind === "string" || of.type.kind === "list" || of.type.kind === "artifacts"))
    return assembled({ field: [asTree(of)!, { value: "length" }], ...(optional && { optional: true }) }, NUMBER, node);
  // A selector takes parts of lists and structs alone.
  if (of.type.kind === "string" && typeof key === "number")
    return assembled({ field: [asTree(of)!, { value: key }], ...(optional && { optional: true }) }, STRING, node);
  if (of.type.kind === "artifacts") return fail(cx, node, messages.artifactElement({ text: excerpt(cx, node) }));
  const field = isUnknown(of.type) ? { type: UNKNOWN, mayBeAbsent: true } : fieldType(of.type, key);
  if (!field) return fail(cx, node, messages.noSuchField({ text: excerpt(cx, node), key: String(key) }));
  const absent = field.mayBeAbsent || mayBeAbsent(of);
  const { value } = of;
  if (value.kind === "input" || value.kind === "output" || value.kind === "item" || value.kind === "status")
    return new Sym({ kind: "field", of: value, path: [key], type: field.type, mayBeAbsent: absent }, field.type, node);
  if (value.kind === "field")
    return new Sym({ kind: "field", of: value.of, path: [...value.path, key], type: field.type, mayBeAbsent: absent }, field.type, node);
  return assembled({ field: [asTree(of)!, { value: key }], ...(optional && { optional: true }) }, field.type, node);
}

/** `scores.metadata`: what travels with an artifact. The consuming component and conditions can read it. */
function metadataOf(of: Sym, node: Node): Sym {
  const known = of.type.kind === "artifact" ? of.type.metadata : undefined;
  const rest: ValueType = of.type.kind === "artifact" && of.type.schemaTitle === "system.Metrics" ? NUMBER : UNKNOWN;
  const fields = known?.kind === "struct" ? [...known.fields].map(([key, field]) => [key, { ...field, optional: true }] as const) : [];
  const type: ValueType = { kind: "struct", fields: new Map(fields), rest: (known?.kind === "struct" && known.rest) || rest };
  return assembled({ field: [asTree(of)!, { value: "metadata" }] }, type, node);
}

/** `list[i]` with an `i` that only a run knows: taken out inside the consuming component. */
function symbolicKey(cx: Context, of: Meaning, key: Sym, node: Node, optional: boolean): Meaning {
  const tree = asTree(of);
  const element =
    of instanceof Sym && of.type.kind === "list"
      ? of.type.element
      : of instanceof Sym && of.type.kind === "struct"
        ? of.type.rest
        : undefined;
  if (!tree || !element)
    return isPoisoned(of) ? poison : fail(cx, node, messages.symbolicKey({ text: excerpt(cx, node), key: excerpt(cx, key.node) }));
  return assembled({ field: [tree, asTree(key)!], ...(optional && { optional: true }) }, element, node);
}
