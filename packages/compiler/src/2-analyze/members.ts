import { messages } from "@typeline/diagnostics";
import { type Identifier, type Node, SyntaxKind } from "../1-read/syntax.ts";
import { fieldType } from "../types/parameter-type.ts";
import { assembled, asTree } from "./arguments.ts";
import { globalMember } from "./builtins.ts";
import { type Context, excerpt, fail } from "./context.ts";
import { evaluate } from "./expressions.ts";
import { exportOf } from "./names.ts";
import { mayBeAbsent } from "./patterns.ts";
import type { Scope } from "./scope.ts";
import { ComponentRef, GlobalName, isPoisoned, kindOf, type Meaning, ModuleRef, PipelineRef, poison, Rec, Sym, TaskRef } from "./values.ts";
import { isUnknown, NUMBER, UNKNOWN } from "./vocabulary.ts";

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
  if (of instanceof Rec) return of.fields.get(name);
  if (of instanceof TaskRef)
    return of.outputs.has(name) ? of.outputs.get(name) : fail(cx, node, messages.noSuchOutput({ task: of.of.name, output: name }));
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

/** A field of a struct or an element of a list: an expression selector. */
function symbolicMember(cx: Context, of: Sym, key: string | number, node: Node, optional: boolean): Meaning {
  if (of.type.kind === "artifact") {
    if (key === "metadata") return fail(cx, node, messages.metadataInCondition({ text: excerpt(cx, node) }));
    return fail(cx, node, messages.artifactRead({ text: excerpt(cx, node), member: String(key) }));
  }
  if (key === "length" && (of.type.kind === "string" || of.type.kind === "list" || of.type.kind === "artifacts"))
    return assembled({ field: [asTree(of)!, { value: "length" }], ...(optional && { optional: true }) }, NUMBER, node);
  if (of.type.kind === "artifacts") return fail(cx, node, messages.artifactElement({ text: excerpt(cx, node) }));
  const field = isUnknown(of.type) ? { type: UNKNOWN, mayBeAbsent: true } : fieldType(of.type, key);
  if (!field) return fail(cx, node, messages.noSuchField({ text: excerpt(cx, node), key: String(key) }));
  const absent = field.mayBeAbsent || mayBeAbsent(of);
  const { value } = of;
  if (value.kind === "input" || value.kind === "output")
    return new Sym({ kind: "field", of: value, path: [key], type: field.type, mayBeAbsent: absent }, field.type, node);
  if (value.kind === "field")
    return new Sym({ kind: "field", of: value.of, path: [...value.path, key], type: field.type, mayBeAbsent: absent }, field.type, node);
  return assembled({ field: [asTree(of)!, { value: key }], ...(optional && { optional: true }) }, field.type, node);
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
