import type { Context } from "./context.ts";
import { mayBeAbsent } from "./patterns.ts";
import { enclosing, type Field, type Input, type Known, type Leaf, type Region, sameSource, type Tree } from "./regions.ts";
import { type Meaning, Sym } from "./values.ts";

/** `x!`: it is there. A run that does not find it fails. */
export function present(meaning: Meaning): Meaning {
  if (!(meaning instanceof Sym) || !mayBeAbsent(meaning)) return meaning;
  return new Sym({ ...(meaning.value as Input | Field), mayBeAbsent: false }, meaning.type, meaning.node);
}

/** A value as TypeScript has narrowed it: what a condition around it has found to be there is there. */
export function narrowed(cx: Context, meaning: Meaning): Meaning {
  if (!cx.graph || !(meaning instanceof Sym) || !mayBeAbsent(meaning)) return meaning;
  const wanted = knownOf(meaning.value as Input | Field);
  for (const { known } of enclosing(cx.graph.region)) if (known.some((one) => isSame(one, wanted))) return present(meaning);
  return meaning;
}

/** What is there if a question has this answer. */
export function knownWhere(tree: Tree, holds: boolean): Known[] {
  if ("leaf" in tree) return holds ? ofLeaf(tree.leaf) : [];
  if ("unary" in tree && tree.unary[0] === "!") return knownWhere(tree.unary[1], !holds);
  if ("and" in tree && holds) return tree.and.flatMap((part) => knownWhere(part, true));
  if ("either" in tree && !holds) return tree.either.flatMap((part) => knownWhere(part, false));
  if ("call" in tree && tree.call[0] === "Boolean" && tree.call[1]) return knownWhere(tree.call[1] as Tree, holds);
  return "binary" in tree ? compared(tree.binary, holds) : [];
}

function compared([left, operator, right]: readonly [Tree, string, Tree], holds: boolean): Known[] {
  if (!("leaf" in left)) return "leaf" in right ? compared([right, operator, left], holds) : [];
  const equal = operator === "===" || operator === "==";
  if (!equal && operator !== "!==" && operator !== "!=") return [];
  const isNothing = "undefined" in right || ("value" in right && right.value === null && operator.length === 2);
  // Other than nothing, or equal to something.
  if (isNothing) return equal === holds ? [] : ofLeaf(left.leaf);
  return equal === holds && "value" in right && right.value !== null ? ofLeaf(left.leaf) : [];
}

function ofLeaf(leaf: Leaf["leaf"]): Known[] {
  return leaf.kind === "input" || leaf.kind === "field" ? [knownOf(leaf)] : [];
}

function knownOf(value: Input | Field): Known {
  return value.kind === "field" ? { of: value.of, path: value.path } : { of: value, path: [] };
}

function isSame(one: Known, other: Known): boolean {
  return sameSource(one.of, other.of) && JSON.stringify(one.path) === JSON.stringify(other.path);
}

/** Notes what is known from here on in a region. */
export function learn(region: Region, known: readonly Known[]): void {
  region.known.push(...known);
}
