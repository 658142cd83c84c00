import { diagnose, messages } from "@typeline/diagnostics";
import type { Context } from "./context.ts";
import { type LoopNode, type PipelineGraph, type RegionNode, regionsOf, type TaskNode } from "./regions.ts";

/** A cache key stands in the place of a task's inputs: two tasks of one component with one key would share one result. */
export function checkCacheKeys(cx: Context, root: PipelineGraph): void {
  const first = new Map<string, TaskNode>();
  const visit = (nodes: readonly RegionNode[], loop: LoopNode | undefined): void => {
    for (const node of nodes) {
      if (node.kind === "nested") {
        visit(node.graph.body.nodes, loop);
        continue;
      }
      if (node.kind !== "task") {
        for (const region of regionsOf(node)) visit(region.nodes, node.kind === "loop" ? node : loop);
        continue;
      }
      const { cache } = node.settings;
      if (typeof cache !== "object") continue;
      const key = JSON.stringify([node.component.name, cache.key]);
      const other = first.get(key) ?? loop;
      if (!first.has(key)) first.set(key, node);
      if (other)
        cx.diagnostics(
          diagnose(messages.sharedCacheKey({ key: cache.key, component: node.component.name }), node.source, {
            related: [{ location: other.source, message: other.kind === "loop" ? "in every iteration of this loop" : "the same key" }],
          }),
        );
    }
  };
  visit(root.body.nodes, undefined);
}
