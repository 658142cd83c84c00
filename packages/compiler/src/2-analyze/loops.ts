import { messages } from "@typeline/diagnostics";
import type { Json } from "@typeline/runtime";
import {
  type ArrowFunction,
  type ForOfStatement,
  type ForStatement,
  type Node,
  SyntaxKind,
  type VariableDeclarationList,
} from "../1-read/syntax.ts";
import { parameterType } from "../types/parameter-type.ts";
import type { ValueType } from "../types/value-type.ts";
import { journaled, take } from "./branches.ts";
import { describeKind } from "./choices.ts";
import { type Completion, leaves } from "./completions.ts";
import { guarded } from "./conditionals.ts";
import { type Context, excerpt, exhausted, fail, failEndless, locate } from "./context.ts";
import { evaluate } from "./expressions.ts";
import { defaultOf, offer, withoutLimit, wrapInCompute } from "./fixes.ts";
import { apply } from "./functions.ts";
import { collect, collectFlat } from "./gathering.ts";
import { asPlain } from "./keep.ts";
import { makesTasks } from "./makes-tasks.ts";
import { mayNotBeThere } from "./missing.ts";
import { assignTo } from "./operators.ts";
import { bind, isMutable, mayBeAbsent } from "./patterns.ts";
import { emptyRegion, type Field, type LoopNode, type Source } from "./regions.ts";
import { type Binding, Scope } from "./scope.ts";
import { declare, execute } from "./statements.ts";
import {
  Bounded,
  type Fn,
  Gathered,
  isKnown,
  isPoisoned,
  isSymbolic,
  kindOf,
  type Meaning,
  Missing,
  poison,
  Sym,
  toJson,
  typeOf,
} from "./values.ts";
import { canRead } from "./visibility.ts";

/** Lists that `parallel(xs, { unroll: true })` has marked. */
const unrolled = new WeakSet<readonly Meaning[]>();

export function markUnrolled(items: readonly Meaning[]): Meaning[] {
  const copy = [...items];
  unrolled.add(copy);
  return copy;
}

/**
 * Whether a list of known length is looped over by the graph: plain JSON whose iterations make tasks. All else is unrolled: plain sequential
 * TypeScript, over tasks, components, functions and symbolic values too.
 */
function isLoopOfGraph(cx: Context, items: readonly Meaning[], body: Node, scope: Scope): boolean {
  return cx.graph !== undefined && !unrolled.has(items) && items.length > 0 && items.every(isKnown) && makesTasks(cx, body, scope);
}

/** One iteration: it is given its item, and its index where that is known. */
type Iteration = (item: Meaning, index: Meaning) => Completion;

interface ParallelLoop {
  /** The loop, for messages and its place. */
  readonly at: Node;
  readonly list: Node;
  readonly items: Meaning;
  readonly limit: number | undefined;
  /** Where the iteration asks for its index. */
  readonly index: Node | undefined;
  readonly iteration: Iteration;
}

/** A loop of the graph. `undefined` if it cannot be one, which is reported. */
function parallelLoop(cx: Context, { at, list, items, limit, index, iteration }: ParallelLoop): LoopNode | undefined {
  const graph = cx.graph!;
  const source = itemsOf(cx, items, list, index);
  if (!source) return undefined;
  const body = emptyRegion(undefined);
  const node: LoopNode = {
    kind: "loop",
    region: graph.region,
    after: [...graph.region.gates],
    source: locate(cx, at),
    items: source.items,
    itemType: source.type,
    limit,
    body,
    gathered: new Map(),
  };
  Object.assign(body, { within: { node, role: "body" } });
  const item = new Sym({ kind: "item", of: node, type: source.type }, source.type, list);
  const field = (key: string): Meaning => {
    const type = (source.type as ValueType & { kind: "struct" }).fields.get(key)!.type;
    return new Sym({ kind: "field", of: { kind: "item", of: node, type: source.type }, path: [key], type, mayBeAbsent: false }, type, list);
  };
  let completion: Completion;
  const changes = journaled(cx, body, new Map(), () => {
    completion = source.indexed ? iteration(field("v"), field("i")) : iteration(item, index ? poison : undefined);
  });
  refuseChanges(cx, at, changes.keys());
  if (leaves(completion, LEAVING)) fail(cx, at, messages.leavesLoop({ text: excerpt(cx, list) }));
  if (body.nodes.length > 0) graph.addGroup(node);
  if (body.gates.length > 0) node.region.gates.push(node);
  return node;
}

/** What the IR's iterator takes its items from. */
function itemsOf(
  cx: Context,
  items: Meaning,
  at: Node,
  index: Node | undefined,
): { items: LoopNode["items"]; type: ValueType; indexed: boolean } | undefined {
  if (isPoisoned(items)) return undefined;
  if (Array.isArray(items)) return constantItems(cx, items, at, index);
  if (items instanceof Gathered && !(items.element instanceof Sym) && !isPoisoned(items.element)) {
    fail(cx, at, messages.loopOverSeveral({ text: excerpt(cx, at) }));
    return undefined;
  }
  const list = items instanceof Gathered ? items.list() : items;
  if (isPoisoned(list)) return undefined;
  const type = list instanceof Sym ? list.type : undefined;
  if (!(list instanceof Sym) || (type?.kind !== "list" && type?.kind !== "artifacts")) {
    if (items instanceof Missing) mayNotBeThere(cx, at, items);
    else fail(cx, at, messages.notAList({ text: excerpt(cx, at), kind: type ? describeKind(type) : kindOf(items) }));
    return undefined;
  }
  if (index) fail(cx, index, messages.indexNotKnown({ text: excerpt(cx, at) }));
  if (mayBeAbsent(list)) {
    fail(cx, at, messages.loopMayBeAbsent({ text: excerpt(cx, at) }), offer(defaultOf(cx, list.node, "[]")));
    return undefined;
  }
  const plain = asPlain(cx, list, { name: "items", at });
  if (!plain) {
    fail(cx, at, messages.loopNotPlain({ text: excerpt(cx, at) }), offer(wrapInCompute(cx, at)));
    return undefined;
  }
  if (!canRead(plain.value, cx.graph!.region)) {
    fail(cx, at, messages.insideTry({ text: excerpt(cx, at) }));
    return undefined;
  }
  const element = type.kind === "list" ? type.element : type.of;
  if (type.kind === "list" && parameterType(element) === undefined) {
    fail(cx, at, messages.loopItems({ text: excerpt(cx, at) }));
    return undefined;
  }
  return { items: plain.value as Source | Field, type: element, indexed: false };
}

/** A known list; with the index of each item where that is asked for. */
function constantItems(cx: Context, items: readonly Meaning[], at: Node, index: Node | undefined) {
  const value = toJson(items as Meaning[]) as readonly Json[] | undefined;
  const type = typeOf(items as Meaning[]);
  const element: ValueType | undefined = type?.kind === "list" ? type.element : undefined;
  if (!value || !element || parameterType(element) === undefined || JSON.stringify(value).includes("{{")) {
    fail(cx, at, messages.loopItems({ text: excerpt(cx, at) }));
    return undefined;
  }
  const whole = items.every((item) => Number.isInteger(item));
  const item: ValueType = element.kind === "number" && whole ? { ...element, integer: true } : element;
  if (!index) return { items: { kind: "constant" as const, value }, type: item, indexed: false };
  const struct: ValueType = {
    kind: "struct",
    fields: new Map<string, { type: ValueType; optional: boolean }>([
      ["i", { type: { kind: "number", integer: true }, optional: false }],
      ["v", { type: item, optional: false }],
    ]),
  };
  return { items: { kind: "constant" as const, value: value.map((v, i) => ({ i, v })) }, type: struct, indexed: true };
}

/** What is looped over, without what `parallel` says of it. */
function unwrapped(items: Meaning): { items: Meaning; limit: number | undefined } {
  return items instanceof Bounded ? { items: items.items, limit: items.limit } : { items, limit: undefined };
}

/** A limit says nothing about a list that is unrolled. */
function refuseLimit(cx: Context, limit: number | undefined, at: Node): void {
  if (limit !== undefined) fail(cx, at, messages.limitUnrolled({ text: excerpt(cx, at) }), offer(withoutLimit(cx, at)));
}

/** `for (const item of list) …`, `for (const [index, item] of list.entries()) …` */
export function forOf(cx: Context, node: ForOfStatement, scope: Scope): Completion {
  if (node.awaitModifier) {
    fail(cx, node, messages.forAwait());
    return undefined;
  }
  const entries = entriesOf(node);
  const list = entries ?? node.expression;
  const { items, limit } = unwrapped(evaluate(cx, list, scope));
  if (isPoisoned(items)) return undefined;
  const known = knownItems(items);
  const parallel = known ? isLoopOfGraph(cx, known, node.statement, scope) : true;
  const { initializer } = node;
  const mutable = isDeclarationList(initializer) && isMutable(cx, initializer);
  if (mutable === undefined) return undefined;
  const iteration = (item: Meaning): Completion => {
    const inner = new Scope(scope);
    if (isDeclarationList(initializer)) bind(cx, initializer.declarations[0]!.name, item, inner, mutable);
    else assignTo(cx, initializer, item, inner);
    return execute(cx, node.statement, inner);
  };
  if (known && !parallel) {
    refuseLimit(cx, limit, list);
    const all = entries ? known.map((item, index): Meaning => [index, item]) : known;
    return inTurn(cx, node, all.length, (index) => iteration(all[index]));
  }
  if (items instanceof Gathered && !makesTasks(cx, node.statement, scope))
    return projected(cx, node, items, () => iteration(items.element));
  if (!cx.graph || !(isSymbolic(items) || known || items instanceof Missing)) {
    fail(cx, list, messages.cannotSpread({ text: excerpt(cx, list), kind: kindOf(items) }));
    return undefined;
  }
  if (!known && items instanceof Sym && !makesTasks(cx, node.statement, scope)) {
    fail(cx, list, messages.loopMakesNothing({ text: excerpt(cx, list) }));
    return undefined;
  }
  parallelLoop(cx, {
    at: node,
    list,
    items: known && items !== known ? [...known] : items,
    limit,
    index: entries ? node.expression : undefined,
    iteration: (item, index) => iteration(entries ? [index, item] : item),
  });
  return undefined;
}

const isDeclarationList = (node: Node): node is VariableDeclarationList => node.kind === SyntaxKind.VariableDeclarationList;

/** A loop over what another loop has gathered that makes no task of its own: it is read once, for one of the iterations. */
function projected(cx: Context, node: Node, { loop }: Gathered, iteration: () => Completion): Completion {
  const changes = journaled(cx, emptyRegion({ node: loop, role: "body" }), new Map(), () => {
    if (leaves(iteration(), LEAVING)) fail(cx, node, messages.leavesLoop({ text: excerpt(cx, node) }));
  });
  refuseChanges(cx, node, changes.keys());
  return undefined;
}

const LEAVING = new Set(["return", "break"] as const);

/** A variable cannot go from one iteration to the next. */
function refuseChanges(cx: Context, at: Node, changed: Iterable<Binding>): void {
  for (const binding of changed) {
    fail(cx, at, messages.loopAssigns({ name: binding.name }), {
      related: [{ location: locate(cx, binding.node), message: "declared here" }],
    });
    binding.meaning = poison;
  }
}

/** `list.entries()` → `list` */
function entriesOf({ expression }: ForOfStatement): Node | undefined {
  if (expression.kind !== SyntaxKind.CallExpression) return undefined;
  const callee = (expression as unknown as { expression: Node }).expression as unknown as {
    name?: { text?: string };
    expression: Node;
    kind: SyntaxKind;
  };
  return callee.kind === SyntaxKind.PropertyAccessExpression && callee.name?.text === "entries" && !isGlobalObject(callee.expression)
    ? callee.expression
    : undefined;
}

const isGlobalObject = (node: Node): boolean => (node as { text?: string }).text === "Object";

/** The items of what JavaScript iterates over, if they are known. */
export function knownItems(list: Meaning): Meaning[] | undefined {
  if (Array.isArray(list)) return list;
  if (list instanceof Set) return [...list];
  if (list instanceof Map) return [...list].map((entry) => entry as Meaning[]);
  return typeof list === "string" ? [...list] : undefined;
}

const TURN = new Set(["continue"] as const);
const LOOP = new Set(["break", "continue"] as const);

/** Iterations one after the other: what follows one that some ways through it have left runs only where they were not taken. */
function inTurn(cx: Context, at: Node, count: number, iteration: (index: number) => Completion): Completion {
  const from = (start: number): Completion => {
    for (let index = start; index < count; index++) {
      if (exhausted(cx)) return { kind: "return", value: () => failEndless(cx, at) };
      const completion = turn(cx, at, () => iteration(index));
      if (completion?.kind === "split") return guarded(cx, at, completion, () => from(index + 1));
      if (completion) return completion;
    }
    return undefined;
  };
  return take(cx, from(0), LOOP, at);
}

/** One turn of a loop that is unrolled. */
function turn(cx: Context, at: Node, iteration: () => Completion): Completion {
  cx.turns++;
  try {
    return take(cx, iteration(), TURN, at);
  } finally {
    cx.turns--;
  }
}

/** `for (let i = 0; i < 3; i++)`: bounds that are known. */
export function forLoop(cx: Context, node: ForStatement, scope: Scope): Completion {
  let outer = new Scope(scope);
  if (node.initializer?.kind === SyntaxKind.VariableDeclarationList) declare(cx, node.initializer as VariableDeclarationList, outer);
  else if (node.initializer) evaluate(cx, node.initializer, outer);
  const next = (): Completion => {
    for (;;) {
      if (exhausted(cx)) {
        failEndless(cx, node);
        return { kind: "break" };
      }
      if (node.condition) {
        const meaning = evaluate(cx, node.condition, outer);
        if (isSymbolic(meaning)) {
          fail(cx, node.condition, messages.loopOnRun({ text: excerpt(cx, node.condition) }));
          return undefined;
        }
        if (isPoisoned(meaning) || !meaning) return undefined;
      }
      const completion = turn(cx, node, () => execute(cx, node.statement, new Scope(outer)));
      if (completion && completion.kind !== "split") return completion;
      // A closure keeps the values of the iteration that made it, as JavaScript's `let` in a `for` does.
      outer = outer.copy();
      if (node.incrementor) evaluate(cx, node.incrementor, outer);
      if (completion) return guarded(cx, node, completion, next);
    }
  };
  return take(cx, next(), LOOP, node);
}

/** `xs.map(…)`, `xs.forEach(…)`, `xs.flatMap(…)` as a loop of the graph; `undefined` where it is none, and JavaScript's own method serves. */
export function mapOfGraph(cx: Context, node: Node, receiver: Meaning, name: string, callback: Meaning): Meaning | "no loop" {
  if (!(callback !== undefined && callback !== null && typeof callback === "object" && "node" in callback && "scope" in callback))
    return "no loop";
  const fn = callback as Fn;
  const { items, limit } = unwrapped(receiver);
  const known = knownItems(items);
  const list = listNode(node);
  if (known && (!Array.isArray(items) || !isLoopOfGraph(cx, known, fn.node, fn.scope))) {
    refuseLimit(cx, limit, list);
    return "no loop";
  }
  if (!cx.graph) return "no loop";
  const tasks = makesTasks(cx, fn.node, fn.scope);
  if (items instanceof Gathered && !tasks) {
    let element: Meaning;
    projected(cx, node, items, () => {
      element = apply(cx, fn, [items.element, indexOfGathered(cx, fn, list)], node);
      return undefined;
    });
    return name === "forEach" ? undefined : items.of(element);
  }
  if (!tasks) return fail(cx, node, messages.listCallback({ text: excerpt(cx, node), method: name }));
  let element: Meaning;
  const parameters = (fn.node as ArrowFunction).parameters as unknown as readonly Node[];
  const loop = parallelLoop(cx, {
    at: node,
    list,
    items,
    limit,
    index: parameters[1],
    iteration: (item, index) => {
      element = apply(cx, fn, [item, index], node);
      return undefined;
    },
  });
  if (!loop) return poison;
  if (name === "flatMap") {
    const inner: Meaning = element;
    if (inner instanceof Gathered && inner.element instanceof Sym && inner.element.type.kind === "artifact")
      return new Gathered(loop, inner, undefined, (gathered) => collectFlat(gathered, node));
    return isPoisoned(inner) ? poison : fail(cx, node, messages.listCallback({ text: excerpt(cx, node), method: name }));
  }
  return name === "forEach" ? undefined : new Gathered(loop, element, known?.length, (gathered) => collect(cx, gathered, node));
}

function indexOfGathered(cx: Context, fn: Fn, at: Node): Meaning {
  const index = ((fn.node as ArrowFunction).parameters as unknown as readonly Node[])[1];
  return index ? fail(cx, index, messages.indexNotKnown({ text: excerpt(cx, at) })) : undefined;
}

/** `xs` of `xs.map(…)`. */
function listNode(call: Node): Node {
  const callee = (call as unknown as { expression?: { expression?: Node } }).expression;
  return callee?.expression ?? call;
}
