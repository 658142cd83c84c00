import { messages } from "@typeline/diagnostics";
import type { Node } from "../1-read/syntax.ts";
import type { ValueType } from "../types/value-type.ts";
import { assembled, asValue } from "./arguments.ts";
import { Ways } from "./branches.ts";
import type { KeepComponent } from "./components.ts";
import { conditionOf } from "./conditions.ts";
import { type Context, fail, locate, warn } from "./context.ts";
import { offer, wrapInCompute } from "./fixes.ts";
import { place } from "./graph-builder.ts";
import { type Assembled, artifactOf, type Output, type Region, type RegionNode, type TaskNode, type Value } from "./regions.ts";
import { fromJson, type Meaning, Sym } from "./values.ts";
import { isVisible } from "./visibility.ts";

/** What a value is needed for: its name there, and a place for messages. */
interface Need {
  readonly name: string;
  readonly at: Node;
}

/**
 * A value as the output of a task of a region: outputs of DAGs, and what a loop gathers, can name nothing else (KFP's `DagOutputsSpec`). What
 * is none is repeated by a task that nobody wrote. `undefined` if that cannot be done, which is reported.
 */
export function plainOutput(cx: Context, region: Region, value: Value, type: ValueType, need: Need): Output | undefined {
  if (value.kind === "output" && (value.of.region === region || (isVisible(value.of.region, region) && standsIn(value, region))))
    return value;
  if (value.kind !== "assembled") return keep(cx, region, value, type, need);
  const chosen = cx.graph ? chooseBetween(cx, region, value, type, need) : undefined;
  if (!chosen) {
    fail(
      cx,
      need.at,
      messages.outputNotPlain({ output: need.name, kind: "put together from several values" }),
      offer(wrapInCompute(cx, need.at)),
    );
    return undefined;
  }
  return chosen;
}

/** Whether an output comes from the body of a `try` that stands in the region. */
function standsIn({ of }: Output, region: Region): boolean {
  for (let at: Region | undefined = of.region; at; at = at.within?.node.region) if (at === region) return true;
  return false;
}

/** `test ? a : b` as two tasks of which one runs, each repeating its value. */
function chooseBetween(cx: Context, region: Region, { tree }: Assembled, type: ValueType, need: Need): Output | undefined {
  if (!("if" in tree)) return undefined;
  const [test, first, second] = tree.if;
  return cx.graph!.inside(region, () => {
    const condition = conditionOf(cx, test, need.at);
    const arms = [first, second].map((arm): Meaning => {
      if ("value" in arm) return fromJson(arm.value);
      if ("leaf" in arm) return new Sym(arm.leaf, arm.leaf.type, need.at);
      return assembled(arm, type, need.at);
    });
    if (!condition) return undefined;
    const ways = new Ways(cx, need.at);
    const outputs = new Map<(typeof ways.node.arms)[number], Output>();
    for (const [index, arm] of arms.entries())
      ways.add(index === 0 ? condition : undefined, need.at, () => {
        const output = plainOutput(cx, cx.graph!.region, asValue(arm)!, type, need);
        if (output) outputs.set(ways.node.arms.at(-1)!, output);
        return {};
      });
    if (outputs.size < arms.length) return undefined;
    ways.node.merges.set(need.name, { type, values: outputs });
    ways.value(need.name);
    return { kind: "output", of: ways.node, name: need.name, type };
  });
}

/** The one kind of task that nobody wrote: it repeats a parameter, or copies an artifact, as its output. Once in a region is enough. */
export function keep(cx: Context, region: Region, value: Exclude<Value, Assembled>, type: ValueType, { name, at }: Need): Output {
  const before = region.nodes.find((node) => isKept(node, value, type) && node.after.length === region.gates.length);
  if (before) return { kind: "output", of: before, name: "value", type };
  warn(cx, at, messages.keepAdded({ output: name, kind: artifactOf(type) ? "copies the artifact" : "repeats the value" }));
  const source = locate(cx, at);
  const component: KeepComponent = {
    kind: "keep",
    name: "keep",
    interface: {
      inputs: [{ name: "value", type, optional: false }],
      outputs: [{ name: "value", type, optional: false }],
      bare: true,
    },
    defaults: new Map(),
    settings: {},
    source,
  };
  const task: TaskNode = {
    kind: "task",
    name: cx.graph!.claim("keep"),
    region,
    component,
    arguments: new Map([["value", value]]),
    after: [...region.gates],
    // Served from the cache it would not run, and KFP's driver chooses only among groups in which something has run.
    settings: { cache: false },
    source,
  };
  place(task);
  return { kind: "output", of: task, name: "value", type };
}

/** Whether a node repeats the value already. */
function isKept(node: RegionNode, value: Value, type: ValueType): boolean {
  if (node.kind !== "task" || node.component.kind !== "keep") return false;
  const [input] = node.component.interface.inputs;
  const given = node.arguments.get("value")!;
  return input!.type === type && given === value;
}

/** A symbolic value as one that is read from a single place: a choice becomes one of several producers. */
export function asPlain(cx: Context, sym: Sym, need: Need): Sym | undefined {
  if (sym.value.kind !== "assembled") return sym;
  const { graph } = cx;
  const output = graph && "if" in sym.value.tree ? plainOutput(cx, graph.region, sym.value, sym.type, need) : undefined;
  if (output) return new Sym(output, sym.type, need.at);
  return undefined;
}
