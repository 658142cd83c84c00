import { messages } from "@typeline/diagnostics";
import { pureMethods } from "@typeline/runtime";
import { type CallExpression, type Node, type PropertyAccessExpression, SyntaxKind } from "../1-read/syntax.ts";
import type { ValueType } from "../types/value-type.ts";
import { assembled, asTree } from "./arguments.ts";
import { plain, run } from "./builtins.ts";
import { type Context, excerpt, fail } from "./context.ts";
import { offer, wrapInCompute } from "./fixes.ts";
import { apply } from "./functions.ts";
import { mapOfGraph } from "./loops.ts";
import { gatherInto, isContainer, mayChange } from "./ownership.ts";
import type { Tree } from "./regions.ts";
import { Bounded, Builtin, Fn, fromJson, Gathered, isPoisoned, isSymbolic, kindOf, type Meaning, poison, Sym } from "./values.ts";
import { BOOLEAN, NUMBER, STRING } from "./vocabulary.ts";

/** Whether a call of this name is of a method of JavaScript, not of a function in a property. */
export function hasMethod(receiver: Meaning, name: string): boolean {
  if (receiver instanceof Sym) return receiver.type.kind !== "struct" && receiver.type.kind !== "artifact";
  if (receiver instanceof Gathered || receiver instanceof Bounded) return true;
  if (Array.isArray(receiver)) return name in Array.prototype;
  if (receiver instanceof Map) return name in Map.prototype;
  if (receiver instanceof Set) return name in Set.prototype;
  if (typeof receiver === "string") return name in String.prototype;
  if (typeof receiver === "number") return name in Number.prototype;
  if (typeof receiver === "boolean") return name === "toString";
  return false;
}

export function callMethod(cx: Context, node: Node, receiver: Meaning, name: string, args: Meaning[]): Meaning {
  if (isContainer(receiver) && MUTATORS.has(name)) {
    if (Array.isArray(receiver) && name === "push" && gatherInto(cx, receiver, args, node)) return undefined;
    if (!mayChange(cx, receiver, node)) return poison;
  }
  if (args.some(isPoisoned)) return poison;
  if (name === "map" || name === "forEach" || name === "flatMap") {
    const result = mapOfGraph(cx, node, receiver, name, args[0]);
    if (result !== "no loop") return result;
  }
  if (receiver instanceof Bounded) return callMethod(cx, node, receiver.items, name, args);
  if (receiver instanceof Gathered) {
    const list = receiver.element instanceof Sym ? receiver.list() : undefined;
    return list === undefined
      ? fail(cx, node, messages.listCallback({ text: excerpt(cx, node), method: name }), offer(wrapInCompute(cx, node)))
      : callMethod(cx, node, list, name, args);
  }
  if (receiver instanceof Sym) return symbolicMethod(cx, node, receiver, name, args);
  if (Array.isArray(receiver)) return arrayMethod(cx, node, receiver, name, args);
  if (receiver instanceof Map || receiver instanceof Set) return collectionMethod(cx, node, receiver, name, args);
  if (args.some(isSymbolic)) return assembleMethod(cx, node, receiver, name, args);
  if (!pureMethods.has(name))
    return fail(cx, node, messages.unknownMethod({ text: excerpt(cx, node), method: name, kind: kindOf(receiver) }));
  if (name === "repeat" && Number(args[0]) > 100_000) return fail(cx, node, messages.endless({ text: excerpt(cx, node) }));
  return run(cx, node, () => fromJson((receiver as never as Record<string, (...args: unknown[]) => unknown>)[name]!(...args.map(plain))));
}

/** What stands before the dot of a method's call. */
function receiverNode(call: Node): Node {
  const callee = (call as CallExpression).expression as PropertyAccessExpression;
  return callee.expression ?? call;
}

/** Methods that change a list in its place. */
export const MUTATORS: ReadonlySet<string> = new Set(
  "push pop shift unshift splice reverse fill copyWithin sort set add delete clear".split(" "),
);

/** Methods that change a list in its place, and those that make a changed one. */
const COPYING: ReadonlyMap<string, string> = new Map([
  ["sort", "toSorted"],
  ["reverse", "toReversed"],
]);

/** Methods with a callback, over a list that only a run knows. */
const CALLBACKS = new Set("filter find findIndex findLast findLastIndex some every reduce reduceRight sort toSorted flatMap".split(" "));

function symbolicMethod(cx: Context, node: Node, receiver: Sym, name: string, args: readonly Meaning[]): Meaning {
  const list = receiver.type.kind === "list" || receiver.type.kind === "artifacts";
  if (list && (name === "map" || name === "forEach")) return fail(cx, node, messages.loopOnRun({ text: excerpt(cx, receiverNode(node)) }));
  // `[...list].sort()`: nobody else has the copy, so that to change it is to make a sorted one.
  const copied = list && args.length === 0 && receiverNode(node).kind === SyntaxKind.ArrayLiteralExpression && COPYING.get(name);
  if (copied) return assembleMethod(cx, node, receiver, copied, args);
  if (list && MUTATORS.has(name)) return fail(cx, node, messages.mutation({ text: excerpt(cx, node), kind: kindOf(receiver) }));
  if (list && CALLBACKS.has(name) && (args.length > 0 || !pureMethods.has(name)))
    return fail(cx, node, messages.listCallback({ text: excerpt(cx, node), method: name }), offer(wrapInCompute(cx, node)));
  if (name === "then" || name === "catch" || name === "finally") return fail(cx, node, messages.promiseMethod({ text: excerpt(cx, node) }));
  return assembleMethod(cx, node, receiver, name, args);
}

/** A pure method over what only a run knows: called inside the consuming component. */
function assembleMethod(cx: Context, node: Node, receiver: Meaning, name: string, args: readonly Meaning[]): Meaning {
  if (!pureMethods.has(name)) {
    const symbolic = isSymbolic(receiver) ? receiverNode(node) : (node as CallExpression).arguments[args.findIndex(isSymbolic)];
    return fail(
      cx,
      node,
      messages.runtimeOnlyCall({ call: excerpt(cx, node), value: excerpt(cx, symbolic ?? node) }),
      offer(wrapInCompute(cx, node)),
    );
  }
  const trees = [receiver, ...args].map(asTree);
  const bad = trees.indexOf(undefined);
  if (bad >= 0) return fail(cx, node, messages.notAValue({ text: excerpt(cx, node), kind: kindOf([receiver, ...args][bad]) }));
  const [of, ...others] = trees as Tree[];
  const optional =
    receiver instanceof Sym && ((node as CallExpression).expression as PropertyAccessExpression).questionDotToken !== undefined;
  return assembled({ method: [name, of!, ...others], ...(optional && { optional: true }) }, resultOf(receiver, name), node);
}

const TEXT = new Set(
  "toString toFixed toPrecision toExponential toUpperCase toLowerCase trim trimStart trimEnd slice substring padStart padEnd repeat replace replaceAll charAt join normalize at concat".split(
    " ",
  ),
);
const TRUTH = new Set(["includes", "startsWith", "endsWith"]);
const COUNT = new Set(["indexOf", "lastIndexOf", "charCodeAt", "codePointAt", "localeCompare"]);

function resultOf(receiver: Meaning, name: string): ValueType {
  if (TRUTH.has(name)) return BOOLEAN;
  if (COUNT.has(name)) return NUMBER;
  const inner = name === "flat" && Array.isArray(receiver) ? receiver.find(isSymbolicList) : undefined;
  if (inner instanceof Sym) return inner.type;
  const type: ValueType = receiver instanceof Sym ? receiver.type : Array.isArray(receiver) ? { kind: "list", element: STRING } : STRING;
  if (type.kind === "list") return name === "at" ? type.element : name === "join" || name === "toString" ? STRING : type;
  if (name === "split") return { kind: "list", element: STRING };
  return TEXT.has(name) ? STRING : type;
}

/** Methods that only move elements about: they may be symbolic. */
const MOVING = new Set(
  "push pop shift unshift slice splice reverse toReversed flat at fill with entries keys values copyWithin toSpliced concat".split(" "),
);
/** Methods whose iterator is read at once into a list. */
const ITERATORS = new Set(["entries", "keys", "values"]);
/** Methods that look at the elements: all must be known. */
const LOOKING = new Set("includes indexOf lastIndexOf join toString".split(" "));

function arrayMethod(cx: Context, node: Node, list: Meaning[], name: string, args: Meaning[]): Meaning {
  const method = (list as unknown as Record<string, (...args: unknown[]) => unknown>)[name];
  if (LOOKING.has(name)) {
    if (isSymbolic(list) || args.some(isSymbolic)) return assembleMethod(cx, node, list, name, args);
    return run(cx, node, () => method!.apply(list, args) as Meaning);
  }
  if (MOVING.has(name)) {
    if (name === "concat" && args.some(isSymbolicList)) return assembleMethod(cx, node, list, name, args);
    if (name === "flat" && list.some(isSymbolicList)) return assembleMethod(cx, node, list, name, args);
    return run(cx, node, () =>
      ITERATORS.has(name) ? [...(method!.apply(list, args) as Iterable<Meaning>)] : (method!.apply(list, args) as Meaning),
    );
  }
  return callbackMethod(cx, node, list, name, args);
}

/** A list whose length only a run knows: what takes its items out cannot be done now. */
function isSymbolicList(meaning: Meaning): boolean {
  return meaning instanceof Sym && (meaning.type.kind === "list" || meaning.type.kind === "artifacts");
}

/** Methods whose callback decides: its answer must be known. */
const DECIDING = new Set("filter find findIndex findLast findLastIndex some every".split(" "));

function callbackMethod(cx: Context, node: Node, list: Meaning[], name: string, args: readonly Meaning[]): Meaning {
  const [callback] = args;
  if ((name === "sort" || name === "toSorted") && callback === undefined) {
    if (isSymbolic(list) && name === "toSorted") return assembleMethod(cx, node, list, name, args);
    if (isSymbolic(list))
      return fail(cx, node, messages.listCallback({ text: excerpt(cx, node), method: name }), offer(wrapInCompute(cx, node)));
    return run(cx, node, () => (name === "sort" ? list.sort() : [...list].sort()));
  }
  if (!(callback instanceof Fn) && !(callback instanceof Builtin))
    return fail(cx, node, messages.unknownMethod({ text: excerpt(cx, node), method: name, kind: "a list" }));
  let unknown = false;
  const each = (...given: unknown[]): unknown => {
    const result = callback instanceof Fn ? apply(cx, callback, given as Meaning[], node) : callback.call(given as Meaning[], node);
    if (isSymbolic(result) && !["map", "flatMap", "forEach", "reduce", "reduceRight"].includes(name)) unknown = true;
    return DECIDING.has(name) ? Boolean(result) && !unknown : result;
  };
  const known = ["map", "flatMap", "forEach", "reduce", "reduceRight", "sort", ...DECIDING];
  if (name !== "toSorted" && !known.includes(name))
    return fail(cx, node, messages.unknownMethod({ text: excerpt(cx, node), method: name, kind: "a list" }));
  cx.turns++;
  const result = run(cx, node, () => {
    if (name === "toSorted") return [...list].sort(each as never);
    if (name === "flatMap") return arrayMethod(cx, node, list.map(each) as Meaning[], "flat", []);
    return (list as unknown as Record<string, (...args: unknown[]) => Meaning>)[name]!(each, ...args.slice(1));
  });
  cx.turns--;
  return unknown
    ? fail(cx, node, messages.listCallback({ text: excerpt(cx, node), method: name }), offer(wrapInCompute(cx, node)))
    : result;
}

function collectionMethod(
  cx: Context,
  node: Node,
  of: Map<Meaning, Meaning> | Set<Meaning>,
  name: string,
  args: readonly Meaning[],
): Meaning {
  if (args[0] instanceof Sym && name !== "add") return fail(cx, node, messages.keyNotKnown({ text: excerpt(cx, node) }));
  if (name === "forEach") {
    const [callback] = args;
    if (callback instanceof Fn) for (const [key, value] of of.entries()) apply(cx, callback, [value, key], node);
    return undefined;
  }
  const result = (of as unknown as Record<string, (...args: unknown[]) => unknown>)[name]!(...args);
  return ITERATORS.has(name) ? [...(result as Iterable<Meaning>)] : (result as Meaning);
}
