import type { Node } from "../1-read/syntax.ts";
import {
  type Completion,
  type End,
  type Exit,
  fallsThrough,
  leaves,
  returned,
  type Split,
  untaken,
  variableAt,
  without,
} from "./completions.ts";
import { type Context, locate } from "./context.ts";
import { joinWays } from "./merges.ts";
import { knownWhere, learn } from "./presence.ts";
import { type Arm, type BranchesNode, type Condition, emptyRegion, type Known, type Region, type Tree } from "./regions.ts";
import { type Binding, type Change, Journal, meaningOf } from "./scope.ts";
import { type Meaning, Pending, resolved } from "./values.ts";

/** What follows a statement in its block. Who runs it inside one of the ways takes it. */
export class Rest {
  taken = false;
  readonly #run: () => Completion;
  constructor(run: () => Completion) {
    this.#run = run;
  }

  run(): Completion {
    this.taken = true;
    return this.#run();
  }
}

/** One of the alternatives, read. */
interface Way {
  readonly arm: Arm;
  completion: Completion;
  /** Variables that were there before, as it leaves them. */
  changes: ReadonlyMap<Binding, Change>;
  /** What the expression of a `?:` gives. */
  readonly value: Meaning;
}

/** Alternatives of which a run takes one, while they are read: each in a region of its own, with the variables as they were before. */
export class Ways {
  readonly node: BranchesNode;
  readonly #cx: Context;
  readonly #at: Node;
  readonly #ways: Way[] = [];
  /** What the variables were that a way changes. */
  readonly #before = new Map<Binding, Change>();
  /** @param at Where messages point. @param whole The statement or expression. */
  constructor(cx: Context, at: Node, whole = at) {
    this.#cx = cx;
    this.#at = at;
    const { region } = cx.graph!;
    this.node = { kind: "branches", region, after: [...region.gates], source: locate(cx, whole), arms: [], merges: new Map() };
  }

  /** A region for another alternative. */
  region(): Region {
    const region = emptyRegion({ node: this.node, role: "arm" });
    learn(region, this.#knownAfter());
    return region;
  }

  /** Reads an alternative; without a condition it is the last. */
  add(
    condition: Condition | undefined,
    at: Node,
    read: () => { readonly completion?: Completion; readonly value?: Meaning },
    region = this.region(),
  ): void {
    const arm: Arm = { condition, region, source: locate(this.#cx, at) };
    this.node.arms.push(arm);
    if (condition) learn(region, knownWhere(condition.tree, true));
    let result: { readonly completion?: Completion; readonly value?: Meaning } = {};
    const changes = journaled(this.#cx, region, new Map(), () => {
      result = read();
    });
    this.#ways.push({ arm, completion: result.completion, changes, value: result.value });
  }

  get hasLast(): boolean {
    return this.node.arms.some((arm) => arm.condition === undefined);
  }

  /** Whether any alternative makes a task or changes a variable. */
  get matters(): boolean {
    return this.#ways.some(({ arm, changes, completion }) => arm.region.nodes.length > 0 || changes.size > 0 || completion !== undefined);
  }

  /** Ends the statement. What follows it in its block is run inside the one way that gets there, if others leave the block. */
  finish(rest?: Rest): Completion {
    if (!this.hasLast) this.add(undefined, this.#at, () => ({}));
    const open = this.#ways.filter(({ completion }) => fallsThrough(completion));
    const [only] = open;
    if (rest && only && open.length === 1 && only.completion === undefined && this.#ways.some(({ completion }) => leaves(completion))) {
      only.changes = journaled(this.#cx, only.arm.region, only.changes, () => {
        only.completion = rest.run();
      });
    }
    this.#place();
    this.#joinChanges();
    return this.#completion();
  }

  /** Ends an expression: the value of whichever way is taken. */
  value(name: string): Meaning {
    this.#place();
    this.#joinChanges();
    return joinWays(this.#cx, this.node, new Map(this.#ways.map(({ arm, value }) => [arm, value])), name, this.#at);
  }

  /** What is there if none of the alternatives so far is taken. */
  #knownAfter(): Known[] {
    return this.node.arms.flatMap(({ condition }) => (condition ? knownWhere(condition.tree, false) : []));
  }

  #place(): void {
    if (this.node.arms.some((arm) => arm.region.nodes.length > 0)) this.#cx.graph!.addGroup(this.node);
    if (this.node.arms.some((arm) => arm.region.gates.length > 0)) this.node.region.gates.push(this.node);
    // What follows a `throw` is run where it was not reached.
    const going = this.#ways.filter(({ completion }) => completion?.kind !== "throw");
    if (going.length === 1 && going.length < this.#ways.length) learn(this.node.region, going[0]!.arm.region.known);
  }

  /**
   * Variables that the ways leave with different values are joined when they are read. What comes next in the block comes after the ways that
   * get there; where none does, it comes after the construct that takes their `break`, `continue` or `return`.
   */
  #joinChanges(): void {
    const going = this.#ways.filter(({ completion }) => completion?.kind !== "throw");
    const open = going.filter(({ completion }) => fallsThrough(completion));
    for (const binding of new Set(going.flatMap(({ changes }) => [...changes.keys()]))) {
      this.#cx.journal?.note(binding, this.#at);
      const before: Change = { meaning: binding.meaning, unset: binding.unset };
      this.#before.set(binding, before);
      const [ways, left] = open.length > 0 ? [open, going.filter((way) => !open.includes(way))] : [going, []];
      const after = new Map(ways.map(({ arm, changes }) => [arm, changes.get(binding) ?? before]));
      const meanings = () => new Map([...after].map(([arm, change]) => [arm, meaningOf(change)]));
      binding.unset = [...after.values()].every((change) => change.unset);
      const others = left.map(({ arm }) => arm);
      binding.meaning = new Pending(() => joinWays(this.#cx, this.node, meanings(), binding.name, this.#at, others));
    }
  }

  #completion(): Completion {
    const going = this.#ways.filter(({ completion }) => completion?.kind !== "throw");
    const [first] = going;
    if (!first) return { kind: "throw" };
    if (going.every(({ completion }) => completion === undefined)) return undefined;
    const when = takenWhen(this.node);
    const ends = new Map(
      going.map(({ arm, completion, changes }): [Arm, End] => [
        arm,
        { when: when.get(arm)!, completion, variable: (binding) => changes.get(binding) ?? this.#before.get(binding) },
      ]),
    );
    const join: Split["join"] = (valueAt, name = "Output") => this.#joinEnds(ends, valueAt, name);
    const { completion } = first;
    if (completion && completion.kind !== "split" && going.every((way) => way.completion?.kind === completion.kind)) {
      if (completion.kind !== "return") return completion;
      return { kind: "return", value: once(() => join((end) => returned(end.completion))) };
    }
    const inner = going.flatMap((way) => (way.completion?.kind === "split" ? [...way.completion.changed] : []));
    return { kind: "split", ends: [...ends.values()], join, changed: new Set([...this.#before.keys(), ...inner]) };
  }

  /** What the ends give, but for those that are known not to be taken. */
  #joinEnds(ends: ReadonlyMap<Arm, End>, valueAt: (end: End) => Meaning, name: string): Meaning {
    const all = [...ends].map(([arm, end]) => [arm, valueAt(end)] as const);
    const taken = all.filter(([, meaning]) => meaning !== untaken);
    if (taken.length === 0) return untaken;
    const left = all.filter(([, meaning]) => meaning === untaken).map(([arm]) => arm);
    return joinWays(this.#cx, this.node, new Map(taken), name, this.#at, left);
  }
}

/**
 * Ends a construct that takes ends of these kinds: a loop a `break`, a function a `return`. Afterwards variables are what the ends leave that
 * come here; others go on outwards.
 */
export function take(cx: Context, completion: Completion, kinds: ReadonlySet<Exit["kind"]>, at: Node): Completion {
  if (completion?.kind === "split" && leaves(completion, kinds))
    setVariables(cx, completion, (exit) => exit === undefined || kinds.has(exit.kind), at);
  return without(completion, kinds);
}

/** Sets variables to what some ends leave. */
export function setVariables(cx: Context, split: Split, isWanted: (exit: Exit | undefined) => boolean, at: Node): void {
  for (const binding of split.changed) {
    const { meaning } = binding;
    cx.journal?.note(binding, at);
    binding.meaning = new Pending(() => variableAt(split, binding, isWanted, () => resolved(meaning)));
  }
}

/** Of each arm the question whether it is taken: none before it is, and its own condition holds. */
export function takenWhen(node: BranchesNode): Map<Arm, Tree> {
  const result = new Map<Arm, Tree>();
  let others: Tree | undefined;
  for (const arm of node.arms) {
    const own = arm.condition?.tree;
    const both: Tree = others && own ? { and: [others, own] } : (others ?? own ?? { value: true });
    result.set(arm, both);
    if (!own) continue;
    const not: Tree = { unary: ["!", own] };
    others = others ? { and: [others, not] } : not;
  }
  return result;
}

function once(make: () => Meaning): () => Meaning {
  const pending = new Pending(make);
  return () => pending.resolve();
}

/** Reads something in a region of its own, from variables as they are with these changes; gives all changes and takes them back. */
export function journaled(
  cx: Context,
  region: Region,
  changes: ReadonlyMap<Binding, Change>,
  read: () => void,
): ReadonlyMap<Binding, Change> {
  const outer = cx.journal;
  const journal = new Journal(outer);
  cx.journal = journal;
  try {
    for (const binding of changes.keys()) journal.note(binding, binding.node);
    Journal.redo(changes);
    cx.graph!.inside(region, read);
  } finally {
    cx.journal = outer;
  }
  return journal.undo();
}
