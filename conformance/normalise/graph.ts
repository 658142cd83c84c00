import type { JsonObject } from "./json.ts";
import type { Value } from "./value.ts";

/**
 * The meaning of a pipeline as one flat graph. A node's content is JSON in which `{ $node: id }` stands for another node, and
 * `{ $set: […] }` for a list without order. Names of tasks and components are in `path` only, for people.
 */
export interface Graph {
  readonly nodes: readonly GraphNode[];
}

export interface GraphNode {
  readonly id: number;
  /** The conditions, loops and pipelines that it stands in and its name, joined by ` / `. */
  readonly path: string;
  readonly content: JsonObject;
}

/** A task while the graph is built. */
export interface Task {
  readonly id: number;
  readonly path: string;
  readonly key: string;
  readonly spec: JsonObject;
  readonly component: JsonObject;
  /** The DAG that it stands in. */
  readonly scope: Scope;
  /** Of a group or nested pipeline: its inside. */
  readonly inside: Scope | undefined;
  /** What a task does that is no group. A `keep` of our compiler repeats its input, so that an output can name it. */
  readonly runs: "program" | "importer" | "keep" | undefined;
}

/** One DAG at one place of the pipeline. */
export interface Scope {
  /** The task that this DAG is the inside of; `undefined` at the root. */
  readonly owner: Task | undefined;
  readonly dag: JsonObject;
  readonly tasks: Map<string, Task>;
  /** What an input of this DAG stands for. */
  input(name: string, kind: "parameters" | "artifacts"): Value;
}
