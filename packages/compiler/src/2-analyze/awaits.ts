import { messages } from "@typeline/diagnostics";
import type { Node } from "../1-read/syntax.ts";
import { type Context, excerpt, warn } from "./context.ts";
import { leavesOf, type RegionNode, type Value } from "./regions.ts";
import { type Meaning, Sym, TaskRef } from "./values.ts";

/** An `await` on tasks of the pipeline, and how many tasks stood before what follows it. */
export interface Await {
  readonly node: Node;
  readonly tasks: readonly RegionNode[];
  readonly before: number;
}

/** Notes an `await`: TypeScript would hold back all that follows, and a graph only what depends on it. */
export function noteAwait(cx: Context, node: Node, meaning: Meaning): Meaning {
  const tasks = tasksOf(meaning);
  if (cx.graph && tasks.length > 0) cx.graph.awaits.push({ node, tasks, before: cx.graph.nodes.length });
  return meaning;
}

function tasksOf(meaning: Meaning): RegionNode[] {
  if (Array.isArray(meaning)) return meaning.flatMap(tasksOf);
  if (meaning instanceof TaskRef) return [meaning.of];
  return meaning instanceof Sym ? producers(meaning.value) : [];
}

function producers(value: Value): RegionNode[] {
  return leavesOf(value).flatMap((leaf) => {
    const source = leaf.kind === "field" ? leaf.of : leaf;
    return source.kind === "output" ? [source.of] : [];
  });
}

/** Warns of each `await` after which a task stands that does not wait for it. */
export function warnOfAwaits(cx: Context, nodes: readonly RegionNode[], awaits: readonly Await[]): void {
  for (const { node, tasks, before } of awaits) {
    for (const awaited of tasks) {
      const free = firstFree(awaited, nodes.slice(before));
      if (!free) continue;
      warn(cx, node, messages.awaitOrdersNothing({ text: excerpt(cx, node), task: free.name, awaited: awaited.name }));
      break;
    }
  }
}

/** The first of the later tasks that does not wait for one. They stand in source order, so what a task depends on has been looked at before it. */
function firstFree(awaited: RegionNode, later: readonly RegionNode[]): RegionNode | undefined {
  const waiting = new Set([awaited]);
  return later.find((node) => {
    const waits = dependencies(node).some((one) => waiting.has(one));
    if (waits) waiting.add(node);
    return !waits;
  });
}

function dependencies(node: RegionNode): RegionNode[] {
  return [...node.after, ...[...node.arguments.values()].flatMap(producers)];
}
