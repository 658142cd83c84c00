import { messages } from "@typeline/diagnostics";
import {
  type CallExpression,
  type ElementAccessExpression,
  type NewExpression,
  type Node,
  type PropertyAccessExpression,
  SyntaxKind,
} from "../1-read/syntax.ts";
import { callGlobal } from "./builtins.ts";
import { type Chained, ended, evaluateChain } from "./chains.ts";
import { type Context, excerpt, fail } from "./context.ts";
import { callDsl } from "./dsl-calls.ts";
import { evaluate } from "./expressions.ts";
import { offer, wrapInCompute } from "./fixes.ts";
import { apply } from "./functions.ts";
import { member } from "./members.ts";
import { callMethod, hasMethod, MUTATORS } from "./methods.ts";
import { mayNotBeThere } from "./missing.ts";
import { callPipeline } from "./nested.ts";
import { changing } from "./ownership.ts";
import type { Scope } from "./scope.ts";
import { refuse } from "./syntax-kinds.ts";
import { callComponent } from "./tasks.ts";
import {
  ArtifactClass,
  Builtin,
  ComponentRef,
  DslName,
  Fn,
  GlobalName,
  isPoisoned,
  isSymbolic,
  kindOf,
  LibraryName,
  type Meaning,
  Missing,
  PipelineRef,
  Poison,
  poison,
  Rec,
  Sym,
} from "./values.ts";

/** A call: of a component it is a task, of a pipeline a nested pipeline, of a function of the project its body. */
export function call(cx: Context, node: CallExpression, scope: Scope): Chained {
  const callee = node.expression;
  if (callee.kind === SyntaxKind.PropertyAccessExpression || callee.kind === SyntaxKind.ElementAccessExpression)
    return memberCall(cx, node, callee as PropertyAccessExpression, scope);
  if (callee.kind === SyntaxKind.ImportKeyword) return refuse(cx, node, callee.kind);
  const of = evaluateChain(cx, callee, scope);
  return of === ended ? ended : invoke(cx, node, of, scope);
}

/** `receiver.name(…)`: a method, or a function that is kept in a property. */
function memberCall(cx: Context, node: CallExpression, callee: PropertyAccessExpression | ElementAccessExpression, scope: Scope): Chained {
  const changes = callee.kind === SyntaxKind.PropertyAccessExpression && MUTATORS.has((callee as PropertyAccessExpression).name.text);
  const receiver = changes ? changing(cx, callee.expression, scope) : evaluateChain(cx, callee.expression, scope);
  if (receiver === ended) return ended;
  if (receiver instanceof Poison) return poison;
  if (receiver instanceof Missing) return mayNotBeThere(cx, callee.expression, receiver);
  if (callee.questionDotToken && (receiver === undefined || receiver === null)) return ended;
  const key =
    callee.kind === SyntaxKind.PropertyAccessExpression
      ? (callee as PropertyAccessExpression).name.text
      : evaluate(cx, (callee as ElementAccessExpression).argumentExpression, scope);
  if (typeof key === "string") {
    const refused = refuseMember(cx, node, receiver, key);
    if (refused) return refused;
    if (hasMethod(receiver, key)) {
      const args = argumentsOf(cx, node, scope);
      return args ? callMethod(cx, node, receiver, key, args) : poison;
    }
  }
  return invoke(cx, node, member(cx, receiver, key, callee, callee.questionDotToken !== undefined), scope);
}

/** Calls that look as if they ran here: `train.run()`, `data.json()`, `Dataset.json(rows)`. */
function refuseMember(cx: Context, node: CallExpression, receiver: Meaning, key: string): Poison | undefined {
  if (receiver instanceof ComponentRef || receiver instanceof PipelineRef)
    return fail(cx, node, messages.runInPipeline({ text: excerpt(cx, node) }));
  if (receiver instanceof ArtifactClass) return fail(cx, node, messages.artifactMadeHere({ text: excerpt(cx, node) }));
  if (receiver instanceof Sym && (receiver.type.kind === "artifact" || receiver.type.kind === "artifacts") && !hasMethod(receiver, key))
    return fail(cx, node, messages.artifactRead({ text: excerpt(cx, node), member: key }));
  return undefined;
}

/** What a call's arguments mean; `undefined` if one of them is a spread of what only a run knows. */
export function argumentsOf(cx: Context, node: CallExpression | NewExpression, scope: Scope): Meaning[] | undefined {
  const result: Meaning[] = [];
  for (const argument of node.arguments ?? []) {
    if (argument.kind !== SyntaxKind.SpreadElement) {
      result.push(evaluate(cx, argument, scope));
      continue;
    }
    const spread = evaluate(cx, (argument as unknown as { expression: Node }).expression, scope);
    if (Array.isArray(spread)) result.push(...spread);
    else {
      if (!isPoisoned(spread)) fail(cx, argument, messages.cannotSpread({ text: excerpt(cx, argument), kind: kindOf(spread) }));
      return undefined;
    }
  }
  return result;
}

function invoke(cx: Context, node: CallExpression, callee: Meaning, scope: Scope): Chained {
  if (callee instanceof Poison) return poison;
  if (node.questionDotToken && (callee === undefined || callee === null)) return ended;
  if (callee instanceof DslName) return callDsl(cx, node, callee.name, scope);
  const args = argumentsOf(cx, node, scope);
  if (!args) return poison;
  if (callee instanceof Fn) return apply(cx, callee, args, node);
  if (callee instanceof Builtin) return callee.call(args, node);
  if (callee instanceof ComponentRef) return callComponent(cx, callee.component, args, node);
  if (callee instanceof PipelineRef) return callPipeline(cx, callee.pipeline, args, node);
  if (callee instanceof GlobalName) return callGlobal(cx, node, callee.name, args);
  if (args.some(isPoisoned)) return poison;
  if (callee instanceof LibraryName) return refuseForeign(cx, node, callee.module, args);
  return fail(cx, node, messages.notCallable({ text: excerpt(cx, node.expression), kind: kindOf(callee) }));
}

/** A function of a package would have to run: with what only a run knows it cannot, and while compiling it must not. */
export function refuseForeign(cx: Context, node: CallExpression, module: string, args: readonly Meaning[]): Poison {
  const symbolic = node.arguments.find((_, index) => isSymbolic(args[index]));
  const text = excerpt(cx, node);
  if (!symbolic) return fail(cx, node, messages.libraryCall({ call: text, module }));
  return fail(cx, node, messages.runtimeOnlyCall({ call: text, value: excerpt(cx, symbolic) }), offer(wrapInCompute(cx, node)));
}

/** `new Map(…)`, `new Set(…)` of known things; everything else that is made belongs in a component. */
export function construct(cx: Context, node: NewExpression, scope: Scope): Meaning {
  const callee = evaluate(cx, node.expression, scope);
  const args = argumentsOf(cx, node, scope);
  if (!args || callee instanceof Poison || args.some(isPoisoned)) return poison;
  if (callee instanceof ArtifactClass) return fail(cx, node, messages.artifactMadeHere({ text: excerpt(cx, node) }));
  if (callee instanceof GlobalName) {
    const [items] = args;
    if (callee.name === "Set" && (items === undefined || Array.isArray(items))) return new Set(items);
    if (callee.name === "Map" && (items === undefined || items instanceof Map)) return new Map(items);
    if (callee.name === "Map" && Array.isArray(items) && items.every((item) => Array.isArray(item)))
      return new Map(items as [Meaning, Meaning][]);
    if (callee.name === "Array" && args.every((arg) => typeof arg !== "number")) return args;
    if (callee.name === "Date" && args.length === 0)
      return fail(cx, node, messages.notReproducible({ text: excerpt(cx, node), instead: "run.createdAt" }));
    if (callee.name === "Error") return new Rec([["message", args[0] ?? ""]]);
  }
  return fail(cx, node, messages.newInPipeline({ text: excerpt(cx, node) }));
}
