import { messages } from "@typeline/diagnostics";
import { pureCalls } from "@typeline/runtime";
import type { CallExpression, Node } from "../1-read/syntax.ts";
import { mergeTypes } from "../types/union.ts";
import type { ValueType } from "../types/value-type.ts";
import { assembled, asTree } from "./arguments.ts";
import { type Context, excerpt, fail, warn } from "./context.ts";
import { offer, removeStatement, wrapInCompute } from "./fixes.ts";
import { apply } from "./functions.ts";
import { Fn, fromJson, GlobalName, isKnown, isPoisoned, isSymbolic, kindOf, type Meaning, poison, Rec, Sym, toJson } from "./values.ts";
import { BOOLEAN, NUMBER, STRING, UNKNOWN } from "./vocabulary.ts";

/** Functions of JavaScript that give another answer at each call: what to write instead. */
const IRREPRODUCIBLE: ReadonlyMap<string, string> = new Map([
  ["Math.random", "a `seed` input"],
  ["Date.now", "`run.createdAt`"],
  ["Date", "`run.createdAt`"],
  ["crypto.randomUUID", "`run.id`"],
  ["performance.now", "`run.createdAt`"],
]);

/** Constants of global objects. */
const GLOBAL_CONSTANTS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ...(["PI", "E", "LN2", "LN10", "LOG2E", "LOG10E", "SQRT2", "SQRT1_2"] as const).map((name) => [`Math.${name}`, Math[name]] as const),
  ...(
    ["EPSILON", "MAX_SAFE_INTEGER", "MIN_SAFE_INTEGER", "MAX_VALUE", "MIN_VALUE", "POSITIVE_INFINITY", "NEGATIVE_INFINITY", "NaN"] as const
  ).map((name) => [`Number.${name}`, Number[name]] as const),
]);

/** `Math.PI`, `process.env`: a member of a global object. */
export function globalMember(cx: Context, of: GlobalName, key: string, node: Node): Meaning {
  const name = `${of.name}.${key}`;
  if (GLOBAL_CONSTANTS.has(name)) return GLOBAL_CONSTANTS.get(name);
  if (of.name === "process.env") return fail(cx, node, messages.processEnv({ name: key }));
  return new GlobalName(name);
}

/** A call of `Math.max`, `JSON.stringify`, `Object.entries`, `console.log`… */
export function callGlobal(cx: Context, node: Node, name: string, args: readonly Meaning[]): Meaning {
  if (args.some(isPoisoned)) return poison;
  const instead = IRREPRODUCIBLE.get(name);
  if (instead) return fail(cx, node, messages.notReproducible({ text: excerpt(cx, node), instead }));
  if (name.startsWith("console.")) {
    warn(cx, node, messages.saysNothing({ text: excerpt(cx, node) }), offer(removeStatement(cx, node)));
    return undefined;
  }
  const structural = STRUCTURAL.get(name);
  if (structural && !(args[0] instanceof Sym)) return structural(cx, args, node);
  if (args.some(isSymbolic)) return symbolicCall(cx, node, name, args);
  const pure = pureFunction(name);
  if (pure && args.every(isKnown)) return run(cx, node, () => fromJson(pure(...args.map(plain))));
  return fail(cx, node, messages.unknownGlobal({ text: excerpt(cx, node), name }));
}

/** The function of JavaScript itself, if it is one that only computes. */
function pureFunction(name: string): ((...args: unknown[]) => unknown) | undefined {
  if (!pureCalls.has(name)) return undefined;
  let at: unknown = globalThis;
  for (const part of name.split(".")) at = (at as Record<string, unknown>)[part];
  return typeof at === "function" ? (at as (...args: unknown[]) => unknown) : undefined;
}

/** Runs a built-in on known values; what it throws is a mistake of the source. */
export function run(cx: Context, node: Node, work: () => Meaning): Meaning {
  try {
    return work();
  } catch (error) {
    return fail(cx, node, messages.builtinFailed({ text: excerpt(cx, node), reason: (error as Error).message }));
  }
}

/** A known meaning as JavaScript has it. */
export function plain(meaning: Meaning): unknown {
  return Array.isArray(meaning) || meaning instanceof Rec ? toJson(meaning) : meaning;
}

function symbolicCall(cx: Context, node: Node, name: string, args: readonly Meaning[]): Meaning {
  const trees = args.map(asTree);
  const bad = trees.indexOf(undefined);
  if (bad >= 0) return fail(cx, node, messages.notAValue({ text: excerpt(cx, node), kind: kindOf(args[bad]) }));
  const symbolic = args.find(isSymbolic)!;
  if (!pureCalls.has(name))
    return fail(
      cx,
      node,
      messages.runtimeOnlyCall({
        call: excerpt(cx, node),
        value: excerpt(cx, (node as CallExpression).arguments[args.indexOf(symbolic)] ?? node),
      }),
      offer(wrapInCompute(cx, node)),
    );
  if (name.startsWith("Object.") && symbolic instanceof Sym && symbolic.type.kind === "artifact")
    return fail(cx, node, messages.artifactRead({ text: excerpt(cx, node), member: name }));
  return assembled({ call: [name, ...(trees as NonNullable<(typeof trees)[number]>[])] }, resultOf(name, args), node);
}

function resultOf(name: string, [of]: readonly Meaning[]): ValueType {
  if (name === "String" || name === "JSON.stringify" || name.startsWith("encode") || name.startsWith("decode")) return STRING;
  if (name === "Boolean" || /(^|\.)is[A-Z]/.test(name)) return BOOLEAN;
  if (name === "Object.keys") return { kind: "list", element: STRING };
  if (name === "Object.values") return { kind: "list", element: itemsOf(of) };
  if (name === "Object.entries") return { kind: "list", element: { kind: "list", element: UNKNOWN, tuple: [STRING, itemsOf(of)] } };
  if (name === "Array.from") return of instanceof Sym && of.type.kind === "list" ? of.type : { kind: "list", element: UNKNOWN };
  if (name === "JSON.parse") return UNKNOWN;
  if (name === "Object.fromEntries") return { kind: "struct", fields: new Map(), rest: UNKNOWN };
  return NUMBER;
}

/** What the values of an object, or the items of a list, have for a type. */
function itemsOf(of: Meaning): ValueType {
  const type = of instanceof Sym ? of.type : undefined;
  if (type?.kind === "list") return type.element;
  if (type?.kind !== "struct") return UNKNOWN;
  return mergeTypes([...[...type.fields.values()].map((field) => field.type), ...(type.rest ? [type.rest] : [])]);
}

/** Built-ins that move meanings about without looking into them, symbolic ones too. */
const STRUCTURAL: ReadonlyMap<string, (cx: Context, args: readonly Meaning[], node: Node) => Meaning> = new Map<
  string,
  (cx: Context, args: readonly Meaning[], node: Node) => Meaning
>([
  ["Promise.all", (_, [list]) => list],
  ["Promise.resolve", (_, [value]) => value],
  ["Promise.race", (cx, _, node) => fail(cx, node, messages.promiseMethod({ text: excerpt(cx, node) }))],
  ["Promise.any", (cx, _, node) => fail(cx, node, messages.promiseMethod({ text: excerpt(cx, node) }))],
  ["Promise.allSettled", (cx, _, node) => fail(cx, node, messages.promiseMethod({ text: excerpt(cx, node) }))],
  ["Object.keys", (_, [of]) => (of instanceof Rec ? [...of.fields.keys()] : Array.isArray(of) ? of.map((_, index) => String(index)) : [])],
  ["Object.values", (_, [of]) => (of instanceof Rec ? [...of.fields.values()] : Array.isArray(of) ? [...of] : [])],
  [
    "Object.entries",
    (_, [of]) =>
      of instanceof Rec
        ? [...of.fields].map((entry) => [...entry])
        : Array.isArray(of)
          ? of.map((item, index) => [String(index), item])
          : [],
  ],
  ["Object.freeze", (_, [of]) => of],
  ["Object.fromEntries", (cx, [of], node) => fromEntries(cx, of, node)],
  ["Object.assign", (_, [target, ...others]) => assignAll(target, others)],
  ["Array.isArray", (_, [of]) => Array.isArray(of)],
  ["Array.of", (_, args) => [...args]],
  ["Array.from", (cx, args, node) => arrayFrom(cx, args, node)],
]);

function fromEntries(cx: Context, of: Meaning, node: Node): Meaning {
  const entries = of instanceof Map ? [...of] : Array.isArray(of) ? of : [];
  const record = new Rec();
  for (const entry of entries) {
    const [key, value] = entry as Meaning[];
    if (typeof key !== "string" && typeof key !== "number") return fail(cx, node, messages.keyNotKnown({ text: excerpt(cx, node) }));
    record.fields.set(String(key), value);
  }
  return record;
}

function assignAll(target: Meaning, others: readonly Meaning[]): Meaning {
  if (target instanceof Rec)
    for (const other of others) if (other instanceof Rec) for (const [key, value] of other.fields) target.fields.set(key, value);
  return target;
}

/** `Array.from({ length: 3 }, (_, i) => …)`, `Array.from(set)`. */
function arrayFrom(cx: Context, [of, each]: readonly Meaning[], node: Node): Meaning {
  const length = of instanceof Rec ? of.fields.get("length") : undefined;
  let items: Meaning[] = [];
  if (Array.isArray(of) || of instanceof Set || typeof of === "string") items = [...of];
  else if (of instanceof Map) items = [...of].map((entry) => [...entry]);
  else if (typeof length === "number" && length < 1_000_000) items = Array.from({ length }, () => undefined);
  else return fail(cx, node, messages.unknownGlobal({ text: excerpt(cx, node), name: "Array.from" }));
  return each instanceof Fn ? items.map((item, index) => apply(cx, each, [item, index], node)) : items;
}
