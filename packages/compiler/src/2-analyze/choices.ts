import { messages } from "@typeline/diagnostics";
import type { Node } from "../1-read/syntax.ts";
import type { ValueType } from "../types/value-type.ts";
import { assembled, asTree } from "./arguments.ts";
import { type Context, excerpt, fail } from "./context.ts";
import type { Tree } from "./regions.ts";
import { isPoisoned, kindOf, type Meaning, poison, Sym, TaskRef, typeOf, unionOf } from "./values.ts";
import { isUnknown, STRING } from "./vocabulary.ts";

/**
 * `test ? a : b` where only a run knows the test and neither arm makes a task: both values exist, so it is a choice of values, never of
 * branches; the consuming component makes it. Of whole tasks, each output is chosen.
 */
export function chooseMeaning(cx: Context, node: Node, test: Tree, first: Meaning, second: Meaning): Meaning {
  if (isPoisoned(first) || isPoisoned(second)) return poison;
  if (first instanceof TaskRef && second instanceof TaskRef) {
    const shared = [...first.outputs].filter(([name]) => second.outputs.has(name));
    const outputs = shared.map(([name, value]) => [name, chooseMeaning(cx, node, test, value, second.outputs.get(name))] as const);
    return new TaskRef([...first.of, ...second.of], new Map(outputs));
  }
  const trees = [asTree(first), asTree(second)] as const;
  for (const [index, arm] of [first, second].entries())
    if (!trees[index]) return fail(cx, node, messages.notAValue({ text: excerpt(cx, node), kind: kindOf(arm) }));
  return assembled({ if: [test, trees[0]!, trees[1]!] }, unionType(first, second), node);
}

/** Whether TypeScript's truth of it is a question, and its text is its own: of an object the one is always true, the other says nothing. */
export function isScalar(type: ValueType): boolean {
  if (type.kind === "union") return type.members.every(isScalar);
  return type.kind === "null" || type.kind === "boolean" || type.kind === "number" || type.kind === "string";
}

/** Whether a value of the type may be `null`, or the type does not say. */
export function mayBeNull(type: ValueType): boolean {
  return isUnknown(type) || type.kind === "null" || (type.kind === "union" && type.members.some(mayBeNull));
}

export function describeKind(type: ValueType): string {
  const names: Partial<Record<ValueType["kind"], string>> = {
    artifact: "an artifact",
    artifacts: "a list of artifacts",
    list: "a list",
    struct: "an object",
    taskStatus: "a status",
  };
  return names[type.kind] ?? `a ${type.kind}`;
}

/** The type of `a ?? b` and `a = b` in a pattern: what is absent or `null` gives way to the second. */
export function fallbackType(value: Sym, fallback: Meaning): ValueType {
  const { type } = value;
  if (type.kind !== "union") return unionType(value, fallback);
  const members = type.members.filter((member) => member.kind !== "null");
  return unionType(new Sym(value.value, members.length === 1 ? members[0]! : { kind: "union", members }, value.node), fallback);
}

/** The type of one of two values. */
export function unionType(...meanings: Meaning[]): ValueType {
  const types = meanings.filter((meaning) => meaning !== undefined && meaning !== null).map(typeOf);
  const known = types.filter((type) => type !== undefined);
  return known.length === 0 ? STRING : unionOf(known);
}
