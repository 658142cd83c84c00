import type { Location } from "@typeline/diagnostics";
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
}

export type RegionNode = TaskNode | NestedNode;

interface NodeBase {
  /** Unique in its pipeline: the key of the IR's task. */
  readonly name: string;
  /** The inputs that are given, by name. */
  readonly arguments: ReadonlyMap<string, Value>;
  /** Ordered after these without data. */
  readonly after: readonly RegionNode[];
  readonly source: Location;
}

/** One call of a component. */
export interface TaskNode extends NodeBase {
  readonly kind: "task";
  readonly component: Component;
  readonly settings: Settings;
}

/** One call of a pipeline inside another. */
export interface NestedNode extends NodeBase {
  readonly kind: "nested";
  readonly graph: PipelineGraph;
  readonly settings: Pick<Settings, "displayName" | "ifUpstream" | "cache">;
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
export type Value = Constant | Input | Output | Field | Assembled | Fact;

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
/** What a task or a nested pipeline gives. */
export interface Output {
  readonly kind: "output";
  readonly of: RegionNode;
  readonly name: string;
  readonly type: ValueType;
}
/** A field of a struct or an element of a list, at a known key. */
export interface Field {
  readonly kind: "field";
  readonly of: Input | Output;
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
  readonly leaf: Input | Output | Field | Fact;
}
/** A fact of the run: an engine's placeholder. */
export interface Fact {
  readonly kind: "fact";
  readonly fact: "id" | "name" | "createdAt" | "scheduledAt";
  readonly type: ValueType;
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
