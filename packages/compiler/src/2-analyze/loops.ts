import { messages } from "@typeline/diagnostics";
import type { Node } from "../1-read/syntax.ts";
import { type Context, excerpt, fail } from "./context.ts";
import { isKnown, type Meaning } from "./values.ts";

/** Lists that `parallel(xs, { unroll: true })` has marked. */
const unrolled = new WeakSet<readonly Meaning[]>();

export function markUnrolled(items: readonly Meaning[]): Meaning[] {
  const copy = [...items];
  unrolled.add(copy);
  return copy;
}

/**
 * A loop over a list of known length. One that holds tasks, components, functions or symbolic values is unrolled: plain sequential
 * TypeScript. One over plain JSON that makes tasks is a parallel loop of the graph, unless it is marked.
 */
export function runsInParallel<T>(cx: Context, node: Node, items: readonly Meaning[], body: () => T): T {
  const before = cx.graph?.nodes.length;
  const result = body();
  const makesTasks = cx.graph !== undefined && cx.graph.nodes.length !== before;
  if (makesTasks && !unrolled.has(items) && items.every(isKnown)) fail(cx, node, messages.loopLater({ text: excerpt(cx, node) }));
  return result;
}
