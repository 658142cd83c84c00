import { messages } from "@typeline/diagnostics";
import type { Node } from "../1-read/syntax.ts";
import { parameterType } from "../types/parameter-type.ts";
import type { ValueType } from "../types/value-type.ts";
import { asValue } from "./arguments.ts";
import { type Context, excerpt, fail } from "./context.ts";
import { place } from "./graph-builder.ts";
import { keep, plainOutput } from "./keep.ts";
import { unique } from "./merges.ts";
import { mayNotBeThere } from "./missing.ts";
import { nameAround } from "./name-around.ts";
import type { LoopNode, Output, Region, Value } from "./regions.ts";
import { Gathered, isPoisoned, kindOf, type Meaning, Missing, poison, Sym, TaskRef, typeOf } from "./values.ts";
import { isWithin } from "./visibility.ts";

/** What the iterations of a loop give, as one list: of parameters, or of artifacts. */
export function collect(cx: Context, { loop, element }: Gathered, at: Node, region: Region = loop.body): Meaning {
  if (isPoisoned(element)) return poison;
  if (element instanceof Missing) return mayNotBeThere(cx, at, element);
  const value = element instanceof TaskRef ? undefined : asValue(element);
  const type = typeOf(element);
  if (!value || !type) return fail(cx, at, messages.gatheredNotValue({ text: excerpt(cx, at), kind: kindOf(element) }));
  const listType: ValueType | undefined =
    type.kind === "artifact" ? { kind: "artifacts", of: type } : parameterType(type) ? { kind: "list", element: type } : undefined;
  if (!listType) return fail(cx, at, messages.gatheredNotValue({ text: excerpt(cx, at), kind: "a list of lists of artifacts" }));
  const output = taskOutput(cx, region, value, type, at);
  if (!output) return poison;
  // A loop whose iterations turned out to make no task has one now, which hands on what is gathered.
  place(loop);
  for (const [name, other] of loop.gathered)
    if (other.value.of === output.of && other.value.name === output.name) return gathered(loop, name, listType, at);
  const name = unique(output.of.kind === "task" && output.of.component.kind === "keep" ? nameAround(at) : nameOf(output), loop.gathered);
  loop.gathered.set(name, { type: listType, value: output });
  return gathered(loop, name, listType, at);
}

/**
 * What the iterations of a loop around another give as one flat list: of artifacts, since the IR has no list of lists of them. The outer loop
 * hands on what the inner one gathers.
 */
export function collectFlat({ loop, element }: Gathered, at: Node): Meaning {
  const list = element instanceof Gathered ? element.list() : element;
  if (!(list instanceof Sym) || list.value.kind !== "output" || list.type.kind !== "artifacts") return poison;
  const name = unique(list.value.name, loop.gathered);
  loop.gathered.set(name, { type: list.type, value: list.value });
  place(loop);
  return gathered(loop, name, list.type, at);
}

const gathered = (of: LoopNode, name: string, type: ValueType, at: Node): Sym => new Sym({ kind: "output", of, name, type }, type, at);

/** A list is named after what it is a list of. */
function nameOf({ of, name }: Output): string {
  return name === "Output" && "name" in of ? of.name : name;
}

/**
 * What is gathered is the output of a plain task of the body. A merge, an inner list, an item or an input is handed on by a task inside the
 * iteration: KFP's driver would flatten lists of lists, and looks for a merge under the name that one arm has for it.
 */
function taskOutput(cx: Context, region: Region, value: Value, type: ValueType, at: Node): Output | undefined {
  const need = { name: nameAround(at), at };
  if (value.kind !== "output" || !isWithin(value.of.region, region)) return plainOutput(cx, region, value, type, need);
  return value.of.kind === "task" || value.of.kind === "nested" ? value : keep(cx, region, value, type, need);
}
