import type { Location } from "@typeline/diagnostics";
import type { Expression } from "@typeline/ir";
import type { AssemblyOf, Json } from "@typeline/runtime";
import type { ArtifactType, Interface, ValueType } from "../types/value-type.ts";
import type { Component } from "./components.ts";
import type { Settings } from "./settings.ts";

/**
 * The region graph: the compiler's own small language between the meaning of the source (`2-analyze`) and the shape of the IR
 * (`4-lower`). A region is a scope of the graph, later one DAG of the IR. Values point at what makes them, wherever that stands; how
 * a value gets from one DAG to another is `4-lower`'s business.
 */
export interface Region {
  /** In source order. */
  readonly nodes: RegionNode[];
  /** The group that it is part of; none for a pipeline's own. */
  readonly within: { readonly node: GroupNode; readonly role: RegionRole } | undefined;
  /** What has to succeed before anything that comes later here starts: a `throw` stands in it. */
  readonly gates: RegionNode[];
  /** Values that may be absent elsewhere, and are there in it. */
  readonly known: Known[];
}
/** An optional input, or a field at a path. */
export interface Known {
  readonly of: Source;
  readonly path: readonly (string | number)[];
}
export type RegionRole = "arm" | "body" | "cleanup" | "handler";

export type RegionNode = TaskNode | NestedNode | GroupNode;
/** What TypeScript writes as a statement around others. */
export type GroupNode = BranchesNode | LoopNode | FinallyNode | CatchNode;

interface NodeBase {
  /** Where it stands. */
  readonly region: Region;
  /** Ordered after these without data. */
  readonly after: readonly RegionNode[];
  readonly source: Location;
}

interface CallNode extends NodeBase {
  /** Unique in its pipeline: the key of the IR's task. */
  readonly name: string;
  /** The inputs that are given, by name. */
  readonly arguments: ReadonlyMap<string, Value>;
}

/** One call of a component. */
export interface TaskNode extends CallNode {
  readonly kind: "task";
  readonly component: Component;
  readonly settings: Settings;
}

/** One call of a pipeline inside another. */
export interface NestedNode extends CallNode {
  readonly kind: "nested";
  readonly graph: PipelineGraph;
  readonly settings: Pick<Settings, "displayName" | "ifUpstream" | "cache">;
}

/** Alternatives, of which the first whose condition holds is run. */
export interface BranchesNode extends NodeBase {
  readonly kind: "branches";
  /** In the order in which they are tried. One without a condition is the last. */
  readonly arms: Arm[];
  /** Values that one of the arms gives, by the name of the output: of each arm its own, none of an arm that never gets to the end. */
  readonly merges: Map<string, { readonly type: ValueType; readonly values: ReadonlyMap<Arm, Value> }>;
}
export interface Arm {
  /** None: what runs if no other does. */
  readonly condition: Condition | undefined;
  readonly region: Region;
  readonly source: Location;
}

/** What is run for each item of a list, all at once. */
export interface LoopNode extends NodeBase {
  readonly kind: "loop";
  /** A list of parameters or of artifacts. */
  readonly items: Constant | Source | Field;
  readonly itemType: ValueType;
  /** Most iterations at once; no limit without. */
  readonly limit: number | undefined;
  readonly body: Region;
  /** Lists of what the iterations give, by the name of the output. */
  readonly gathered: Map<string, { readonly type: ValueType; readonly value: Output }>;
}

/** `try { body } finally { cleanup }` */
export interface FinallyNode extends NodeBase {
  readonly kind: "finally";
  readonly body: Region;
  readonly cleanup: Region;
}

/** `try { body } catch { handler }` */
export interface CatchNode extends NodeBase {
  readonly kind: "catch";
  readonly body: Region;
  readonly handler: Region;
  /** Values that the body gives, or else the handler. */
  readonly merges: Map<string, { readonly type: ValueType; readonly values: ReadonlyMap<Region, Value> }>;
}

/** A question that the engine asks: a CEL expression whose identifiers `$0`, `$1`… stand for the operands. */
export interface Condition {
  readonly expression: Expression;
  readonly operands: readonly Source[];
  /** The same question as the runtime of a component asks it. */
  readonly tree: Tree;
}

/** A pipeline, read: for the root one graph, for a nested one a graph for each distinct shape of call. */
export interface PipelineGraph {
  /** Kebab-case. */
  readonly name: string;
  readonly interface: Interface;
  /**
   * The DAG's own inputs: those of the interface, or for a nested pipeline what is left of them at this shape of call (an absent one is
   * gone, an assembled argument has become its leaves).
   */
  readonly inputs: readonly GraphInput[];
  readonly body: Region;
  /** By name. Those of a nested pipeline that its caller can resolve by itself are not here. */
  readonly outputs: ReadonlyMap<string, Value>;
  readonly source: Location;
}

export interface GraphInput {
  readonly name: string;
  readonly type: ValueType;
  readonly optional: boolean;
  readonly default?: Json;
  readonly description?: string;
}

/** A value of a region. Everything but a constant is known only while the pipeline runs. */
export type Value = Constant | Source | Field | Assembled | Fact;
/** What has a name of its own in the IR. */
export type Source = Input | Output | Item | Status;

/** Known when the pipeline is compiled. */
export interface Constant {
  readonly kind: "constant";
  readonly value: Json;
}
/** An input of the pipeline. */
export interface Input {
  readonly kind: "input";
  readonly name: string;
  readonly type: ValueType;
  /** It may be absent: optional and without a default. */
  readonly mayBeAbsent: boolean;
}
/** What a task or a group gives: an output of its component, a merged value of branches, a gathered list of a loop. */
export interface Output {
  readonly kind: "output";
  readonly of: RegionNode;
  readonly name: string;
  readonly type: ValueType;
}
/** What a loop's iteration is about. */
export interface Item {
  readonly kind: "item";
  readonly of: LoopNode;
  readonly type: ValueType;
}
/** How the body of a `try` ended. */
export interface Status {
  readonly kind: "status";
  readonly of: FinallyNode | CatchNode;
  readonly type: ValueType;
}
/** A field of a struct or an element of a list, at a known key. */
export interface Field {
  readonly kind: "field";
  readonly of: Source;
  readonly path: readonly (string | number)[];
  readonly type: ValueType;
  /** The type says that some step of the path may be absent. */
  readonly mayBeAbsent: boolean;
}
/** Built from symbolic values inside the consuming component. */
export interface Assembled {
  readonly kind: "assembled";
  readonly tree: Tree;
  readonly type: ValueType;
}
export type Tree = AssemblyOf<Leaf>;
export interface Leaf {
  readonly leaf: Source | Field | Fact;
}
/** A fact of the run: an engine's placeholder. */
export interface Fact {
  readonly kind: "fact";
  readonly fact: "id" | "name" | "createdAt" | "scheduledAt";
  readonly type: ValueType;
}

/** A region without nodes. */
export function emptyRegion(within: Region["within"] = undefined): Region {
  return { nodes: [], within, gates: [], known: [] };
}

/** Whether two sources are one. */
export function sameSource(one: Source, other: Source): boolean {
  if (one === other) return true;
  if (one.kind !== other.kind) return false;
  const [name, otherName] = [one, other].map((source) => ("name" in source ? source.name : ""));
  const [of, otherOf] = [one, other].map((source) => ("of" in source ? source.of : undefined));
  return name === otherName && of === otherOf;
}

/** The regions that a node holds. */
export function regionsOf(node: RegionNode): readonly Region[] {
  switch (node.kind) {
    case "branches":
      return node.arms.map((arm) => arm.region);
    case "loop":
      return [node.body];
    case "finally":
      return [node.body, node.cleanup];
    case "catch":
      return [node.body, node.handler];
    default:
      return [];
  }
}

/** A region and those around it, from the inside. */
export function* enclosing(region: Region): Generator<Region> {
  for (let at: Region | undefined = region; at; at = at.within?.node.region) yield at;
}

/** Every call in a region and in the groups of it, in source order. */
export function* callsIn(region: Region): Generator<TaskNode | NestedNode> {
  for (const node of region.nodes) {
    if (node.kind === "task" || node.kind === "nested") yield node;
    else for (const inner of regionsOf(node)) yield* callsIn(inner);
  }
}

/** The nodes that a value comes from. */
export function producers(value: Value): RegionNode[] {
  return sourcesOf(value).flatMap((source) => (source.kind === "output" ? [source.of] : []));
}

/** What a value is read from, each once. */
export function sourcesOf(value: Value): Source[] {
  return [...new Set(leavesOf(value).flatMap((leaf) => (leaf.kind === "field" ? [leaf.of] : leaf.kind === "fact" ? [] : [leaf])))];
}

/** The leaves of a value, in order of appearance, each once. */
export function leavesOf(value: Value): Leaf["leaf"][] {
  if (value.kind === "constant") return [];
  if (value.kind !== "assembled") return [value];
  const found = new Set<Leaf["leaf"]>();
  mapLeaves(value.tree, (leaf) => {
    found.add(leaf);
    return { undefined: true };
  });
  return [...found];
}

/** The same tree with other leaves, and constants printed otherwise. */
export function mapLeaves<To>(
  tree: Tree,
  to: (leaf: Leaf["leaf"]) => AssemblyOf<To>,
  constant: (value: Json) => AssemblyOf<To> = (value) => ({ value }),
): AssemblyOf<To> {
  const map = (node: Tree): AssemblyOf<To> => {
    if ("leaf" in node) return to(node.leaf);
    if ("value" in node) return constant(node.value);
    if ("undefined" in node) return node;
    if ("text" in node) return { text: node.text.map(map) };
    if ("list" in node) return { list: node.list.map((item) => ("spread" in item ? { spread: map(item.spread) } : map(item))) };
    if ("object" in node)
      return { object: node.object.map((item) => ("spread" in item ? { spread: map(item.spread) } : ([item[0], map(item[1])] as const))) };
    if ("field" in node) return { field: [map(node.field[0]), map(node.field[1])], ...(node.optional && { optional: true }) };
    if ("or" in node) return { or: [map(node.or[0]), map(node.or[1])] };
    if ("and" in node) return { and: [map(node.and[0]), map(node.and[1])] };
    if ("either" in node) return { either: [map(node.either[0]), map(node.either[1])] };
    if ("if" in node) return { if: [map(node.if[0]), map(node.if[1]), map(node.if[2])] };
    if ("unary" in node) return { unary: [node.unary[0], map(node.unary[1])] };
    if ("binary" in node) return { binary: [map(node.binary[0]), node.binary[1], map(node.binary[2])] };
    if ("call" in node) return { call: [node.call[0], ...node.call.slice(1).map((argument) => map(argument as Tree))] };
    const [method, receiver, ...others] = node.method as [string, Tree, ...Tree[]];
    return { method: [method, map(receiver), ...others.map(map)], ...(node.optional && { optional: true }) };
  };
  return map(tree);
}

/** Whether a value is an artifact or a list of artifacts, and which. */
export function artifactOf(type: ValueType): ArtifactType | undefined {
  if (type.kind === "artifact") return type;
  return type.kind === "artifacts" ? type.of : undefined;
}
