import { messages } from "@typeline/diagnostics";
import type { AssemblyOf } from "@typeline/runtime";
import type { Node } from "../1-read/syntax.ts";
import { parameterType } from "../types/parameter-type.ts";
import { isScalar } from "./choices.ts";
import type { Component } from "./components.ts";
import { type Context, fail, warn } from "./context.ts";
import { offer, wrapInCompute } from "./fixes.ts";
import { artifactOf, type Field, type Leaf, leavesOf, type Tree, type Value } from "./regions.ts";
import { optionNode } from "./settings-reader.ts";

/**
 * An assembled argument is built by the runtime of a TypeScript component. Other components get as much as the IR carries: an expression
 * selector over one leaf, and text, which a `container` takes straight in its command. The rest is an error.
 */
export function checkCarried(cx: Context, component: Component, given: Map<string, Value>, node: Node): Map<string, Value> {
  if (component.kind === "node") return given;
  for (const [input, value] of given) {
    if (value.kind === "constant" && JSON.stringify(value.value).includes("{{$")) {
      fail(cx, optionNode(node, input), messages.bracesInConstant({ input, brace: "{{$" }));
      continue;
    }
    if (value.kind !== "assembled" || selectorOf(value.tree) !== undefined) continue;
    if (component.kind === "container" && textOf(value.tree)) {
      const number = leavesOf(value).find((leaf) => leaf.type.kind === "number" && !leaf.type.integer);
      if (number) warn(cx, optionNode(node, input), messages.numberInText({ input }));
      continue;
    }
    const at = optionNode(node, input);
    fail(cx, at, messages.notCarried({ input, component: component.name }), offer(at === node ? undefined : wrapInCompute(cx, at)));
    given.delete(input);
  }
  return given;
}

/** KFP's selectors give nothing that is absent, and nothing whose type they cannot name: the runtime reads the field of the whole value. */
export function needsRuntime(field: Field): boolean {
  return field.mayBeAbsent || (artifactOf(field.type) === undefined && parameterType(field.type) === undefined);
}

/** A field as the runtime reads it. */
export function readField<Leaf>(field: Field, whole: AssemblyOf<Leaf>): AssemblyOf<Leaf> {
  return field.path.reduce<AssemblyOf<Leaf>>((of, key) => ({ field: [of, { value: key }], optional: true }), whole);
}

/** The CEL selector that builds a tree out of its one leaf; `undefined` if the tree has more leaves, or CEL has no word for it. */
export function selectorOf(tree: Tree): { readonly leaf: Leaf["leaf"]; readonly expression: string } | undefined {
  const leaves = leavesOf({ kind: "assembled", tree, type: { kind: "string" } });
  const [leaf] = leaves;
  if (leaves.length !== 1 || !leaf || leaf.kind === "fact" || leaf.kind === "field" || !("text" in tree)) return undefined;
  const isText = leaf.type.kind === "string";
  const parts = tree.text.map((part) => ("value" in part ? JSON.stringify(part.value) : "leaf" in part ? "string_value" : undefined));
  // The driver gives a string as it is and everything else as its JSON text, which is JavaScript's text of a number or boolean.
  return parts.includes(undefined) || !(isText || leaf.type.kind === "number" || leaf.type.kind === "boolean")
    ? undefined
    : { leaf, expression: parts.join(" + ") };
}

/** The parts of a template that KFP's driver puts together in a command: strings, booleans and whole numbers as JavaScript prints them, other numbers as Go does. */
export function textOf(tree: Tree): readonly (string | Leaf["leaf"])[] | undefined {
  if (!("text" in tree)) return undefined;
  const parts: (string | Leaf["leaf"])[] = [];
  for (const part of tree.text) {
    if ("value" in part) parts.push(String(part.value));
    else if ("leaf" in part && part.leaf.kind !== "fact" && isScalar(part.leaf.type) && parameterType(part.leaf.type))
      parts.push(part.leaf);
    else return undefined;
  }
  return parts;
}
