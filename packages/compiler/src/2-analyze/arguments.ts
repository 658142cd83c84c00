import type { Node } from "../1-read/syntax.ts";
import type { ValueType } from "../types/value-type.ts";
import type { Leaf, Tree, Value } from "./regions.ts";
import { Gathered, isKnown, type Meaning, Rec, Spread, Sym, toJson, typeOf } from "./values.ts";

/** A meaning as a value of the region graph; `undefined` where it has none (a function, a task, something reported). */
export function asValue(meaning: Meaning): Value | undefined {
  if (meaning instanceof Sym) return meaning.value;
  if (meaning instanceof Gathered) return asValue(meaning.list());
  if (isKnown(meaning)) {
    const value = toJson(meaning);
    return value === undefined ? undefined : { kind: "constant", value };
  }
  const tree = asTree(meaning);
  const type = typeOf(meaning);
  return tree && type && { kind: "assembled", tree, type };
}

/** A meaning as a tree that the runtime builds. */
export function asTree(meaning: Meaning): Tree | undefined {
  if (meaning instanceof Sym) {
    if (meaning.value.kind === "constant") return { value: meaning.value.value };
    return meaning.value.kind === "assembled" ? meaning.value.tree : ({ leaf: meaning.value } satisfies Leaf);
  }
  if (meaning instanceof Gathered) return asTree(meaning.list());
  if (meaning === undefined) return { undefined: true };
  if (isKnown(meaning)) {
    const value = toJson(meaning);
    return value === undefined ? undefined : { value };
  }
  if (Array.isArray(meaning)) {
    const items = meaning.map((item) => (item instanceof Spread ? asTree(item.gathered) : asTree(item)));
    if (items.includes(undefined)) return undefined;
    return { list: (items as Tree[]).map((item, index) => (meaning[index] instanceof Spread ? { spread: item } : item)) };
  }
  if (!(meaning instanceof Rec)) return undefined;
  const entries: [string, Tree][] = [];
  for (const [key, value] of meaning.fields) {
    const tree = asTree(value);
    if (!tree) return undefined;
    entries.push([key, tree]);
  }
  return { object: entries };
}

/** A symbolic value that the consuming component assembles. */
export function assembled(tree: Tree, type: ValueType, node: Node): Sym {
  return new Sym({ kind: "assembled", tree, type }, type, node);
}
