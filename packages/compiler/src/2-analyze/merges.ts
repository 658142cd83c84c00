import { messages } from "@typeline/diagnostics";
import type { Node } from "../1-read/syntax.ts";
import { parameterType } from "../types/parameter-type.ts";
import type { ArtifactListType, ArtifactType, ValueType } from "../types/value-type.ts";
import { assembled, asValue } from "./arguments.ts";
import { unionType } from "./choices.ts";
import { type Context, excerpt, fail } from "./context.ts";
import { keep, plainOutput } from "./keep.ts";
import {
  type Arm,
  artifactOf,
  type BranchesNode,
  type CatchNode,
  type Constant,
  type Output,
  type Region,
  type Tree,
  type Value,
} from "./regions.ts";
import {
  Gathered,
  isKnown,
  isPoisoned,
  type Meaning,
  Missing,
  PendingOutputs,
  Poison,
  poison,
  Rec,
  Sym,
  TaskRef,
  toJson,
} from "./values.ts";
import { canRead, holdsMadeIn, isMadeIn } from "./visibility.ts";

/** What a value is in each of several ways through the graph; one that never gets to the end has none. */
interface Ways {
  readonly node: BranchesNode | CatchNode;
  readonly regions: readonly Region[];
  /**
   * Where the other ways go that have left before anybody reads the value. An output has to come from somewhere whichever way is taken, also
   * for a reader that is then skipped.
   */
  readonly left: readonly Region[];
  /** A choice between values that exist whichever way is taken; none where only what has happened tells. */
  choose(trees: readonly Tree[]): Tree | undefined;
  /** An output that gives the same already. */
  find(values: readonly Output[]): string | undefined;
  /** One of several producers, of the ways and of those that have left. */
  merge(name: string, type: ValueType, values: readonly Value[]): void;
}

/** The value of whichever alternative is taken. `left` are those that leave before it is read. */
export function joinWays(
  cx: Context,
  node: BranchesNode,
  given: ReadonlyMap<Arm, Meaning>,
  name: string,
  at: Node,
  left: readonly Arm[] = [],
): Meaning {
  const arms = [...given.keys()];
  const all = [...arms, ...left];
  const ways: Ways = {
    node,
    regions: arms.map((arm) => arm.region),
    left: left.map((arm) => arm.region),
    find: (values) => {
      const gives = (has: ReadonlyMap<Arm, Value>) =>
        arms.every((arm, index) => isOutput(has.get(arm), values[index]!)) && left.every((arm) => has.has(arm));
      return [...node.merges].find(([, merge]) => gives(merge.values))?.[0];
    },
    // What leaves the block does not come here, so that its condition need not be asked again.
    choose: (trees) =>
      trees.reduceRight((otherwise, tree, index) => {
        const test = arms[index]!.condition?.tree;
        return test && !isSame(tree, otherwise) ? { if: [test, tree, otherwise] } : tree;
      }),
    merge: (key, type, values) => node.merges.set(key, { type, values: new Map(values.map((value, index) => [all[index]!, value])) }),
  };
  return join(cx, ways, [...given.values()], name, at);
}

/** The value that a `try` gives, or else its `catch`. */
export function joinTry(cx: Context, node: CatchNode, given: ReadonlyMap<Region, Meaning>, name: string, at: Node): Meaning {
  const regions = [...given.keys()];
  const ways: Ways = {
    node,
    regions,
    left: [],
    find: () => undefined,
    choose: () => undefined,
    merge: (key, type, values) => node.merges.set(key, { type, values: new Map(values.map((value, index) => [regions[index]!, value])) }),
  };
  return join(cx, ways, [...given.values()], name, at);
}

function join(cx: Context, ways: Ways, meanings: readonly Meaning[], name: string, at: Node): Meaning {
  const [first] = meanings;
  if (meanings.some((meaning) => meaning instanceof Poison)) return poison;
  if (meanings.length > 1 && meanings.every((meaning) => same(meaning, first))) return first;
  if (meanings.length === 1 && isKnown(first)) return first;
  if (meanings.some((meaning) => meaning === undefined || meaning instanceof Missing))
    return new Missing("not every way through the pipeline gives", at);
  if (meanings.every((meaning) => meaning instanceof TaskRef)) return joinTasks(cx, ways, meanings as TaskRef[], name, at);
  if (meanings.every((meaning) => meaning instanceof Rec || meaning instanceof TaskRef)) {
    const fields = meanings.map((meaning) => (meaning instanceof TaskRef ? meaning.outputs : (meaning as Rec).fields));
    const keys = new Set(fields.flatMap((one) => [...one.keys()]));
    return new Rec(
      [...keys].map((key) => [
        key,
        join(
          cx,
          ways,
          fields.map((one) => one.get(key)),
          nameOf(name, key),
          at,
        ),
      ]),
    );
  }
  const lists = meanings.filter((meaning) => Array.isArray(meaning));
  if (lists.length === meanings.length && lists.every((list) => list.length === lists[0]!.length) && !lists.every(isKnown))
    return lists[0]!.map((_, index) =>
      join(
        cx,
        ways,
        lists.map((list) => list[index]),
        nameOf(name, String(index)),
        at,
      ),
    );
  return joinValues(cx, ways, meanings, name, at);
}

/** `best` and `model` → `best_model`; of a bare result the output's own name. */
const nameOf = (name: string, key: string): string => (name === "Output" ? key : `${name}_${key}`);

function same(one: Meaning, other: Meaning): boolean {
  if (one === other) return true;
  if (one instanceof Sym && other instanceof Sym) return one.value === other.value;
  return isKnown(one) && isKnown(other) && typeof one === typeof other && JSON.stringify(toJson(one)) === JSON.stringify(toJson(other));
}

function joinTasks(cx: Context, ways: Ways, tasks: readonly TaskRef[], name: string, at: Node): TaskRef {
  const [first, ...others] = tasks;
  const shared = [...first!.outputs.keys()].filter((key) => others.every(({ outputs }) => outputs.has(key)));
  const outputs = new PendingOutputs(
    shared.map((key) => [
      key,
      () =>
        join(
          cx,
          ways,
          tasks.map((task) => task.outputs.get(key)),
          nameOf(name, key),
          at,
        ),
    ]),
  );
  // A task that a way makes is waited for together with the ways, one that exists whichever is taken by itself.
  const of = tasks.flatMap((task, index) => (holdsMadeIn(task, ways.regions[index]!) ? [ways.node] : task.of));
  return new TaskRef([...new Set(of)], outputs);
}

/** Single values: a choice, where all exist whichever way is taken; else one of several producers. */
function joinValues(cx: Context, ways: Ways, meanings: readonly Meaning[], name: string, at: Node): Meaning {
  const values = meanings.map((meaning) => (meaning instanceof Gathered ? asValue(meaning.list()) : asValue(meaning)));
  if (meanings.some(isPoisoned)) return poison;
  if (values.includes(undefined)) return new Missing("has another kind in each way through the pipeline", at);
  const plain = values as Value[];
  const away = plain.find((value, index) => !canRead(value, ways.regions[index]!));
  if (away) return fail(cx, at, messages.returnDependsInside({ text: excerpt(cx, at) }));
  const type = unionType(...meanings);
  if (!plain.some((value, index) => isMadeIn(value, ways.regions[index]!))) {
    const tree = ways.choose(plain.map(treeOf));
    if (tree && "leaf" in tree) return meanings[0];
    if (tree) return assembled(tree, type, at);
  }
  const isOne = (one: ValueType | undefined): one is ArtifactType | ArtifactListType =>
    one?.kind === "artifact" || one?.kind === "artifacts";
  const artifacts = plain.map((value) => (value.kind === "constant" ? undefined : value.type));
  const merged = artifacts.some(isOne) ? joinArtifacts(artifacts) : parameterType(type) && type;
  if (!merged) return new Missing("has another kind in each way through the pipeline", at);
  const outputs: Output[] = [];
  for (const [index, value] of plain.entries()) {
    const output = plainOutput(cx, ways.regions[index]!, value, merged, { name, at });
    if (!output) return poison;
    outputs.push(output);
  }
  const found = ways.find(outputs);
  if (found !== undefined) return new Sym({ kind: "output", of: ways.node, name: found, type: merged } satisfies Output, merged, at);
  const standIn = emptyOf(merged);
  if (ways.left.length > 0 && !standIn) return new Missing("the ways that leave before do not give", at);
  for (const region of ways.left) outputs.push(keep(cx, region, standIn!, merged, { name, at }));
  const key = unique(name, ways.node.merges);
  ways.merge(key, merged, outputs);
  return new Sym({ kind: "output", of: ways.node, name: key, type: merged } satisfies Output, merged, at);
}

/** A value of a type, for whom none is meant; there is none of an artifact. */
function emptyOf(type: ValueType): Constant | undefined {
  const values = { STRING: "", NUMBER_INTEGER: 0, NUMBER_DOUBLE: 0, BOOLEAN: false, LIST: [], STRUCT: {} };
  const kind = artifactOf(type) ? undefined : parameterType(type);
  return kind && kind in values ? { kind: "constant", value: values[kind as keyof typeof values] } : undefined;
}

/** Artifacts of one kind; of several kinds, what all artifacts are. */
function joinArtifacts(types: readonly (ValueType | undefined)[]): ValueType | undefined {
  const [first] = types;
  if (!first || types.some((type) => type?.kind !== first.kind)) return undefined;
  const titles = new Set(types.map((type) => artifactOf(type!)!.schemaTitle));
  if (titles.size === 1) return first;
  const any: ArtifactType = { kind: "artifact", schemaTitle: "system.Artifact" };
  return first.kind === "artifacts" ? { kind: "artifacts", of: any } : any;
}

const isOutput = (one: Value | undefined, { of, name }: Output): boolean => one?.kind === "output" && one.of === of && one.name === name;

/** Whether two trees are the same constant or leaf, so that there is nothing to choose. */
function isSame(one: Tree, other: Tree): boolean {
  if ("value" in one && "value" in other) return JSON.stringify(one) === JSON.stringify(other);
  return "leaf" in one && "leaf" in other && one.leaf === other.leaf;
}

function treeOf(value: Value): Tree {
  if (value.kind === "constant") return { value: value.value };
  return value.kind === "assembled" ? value.tree : { leaf: value };
}

/** A name that an output does not have yet. */
export function unique(name: string, taken: { has(name: string): boolean }): string {
  let result = name;
  for (let count = 2; taken.has(result); count++) result = `${name}_${count}`;
  return result;
}
