import { createNamer, kebab } from "@typeline/ir";
import type { Await } from "./awaits.ts";
import { emptyRegion, type GroupNode, type Region, type RegionNode } from "./regions.ts";
import type { Settings } from "./settings.ts";

/**
 * Puts a node in the region that it was made for. A group that turned out to hold nothing is not in the graph: it is again, once something
 * is put into it.
 */
export function place(node: RegionNode): void {
  const { nodes, within } = node.region;
  if (nodes.includes(node)) return;
  nodes.push(node);
  if (within) place(within.node);
}

/** The pipeline that is being read: its regions so far, and the names that its tasks have taken. */
export class GraphBuilder {
  /** The pipeline's own region. */
  readonly body: Region = emptyRegion();
  /** The region that what is read next stands in. */
  region: Region = this.body;
  readonly awaits: Await[] = [];
  /** Options of every task, unless its component or call says otherwise. */
  readonly defaults: Settings;
  readonly #name = createNamer();

  constructor(defaults: Settings) {
    this.defaults = defaults;
  }

  /** A name that no other node has: the wanted one, else with `-2`, `-3`. */
  claim(wanted: string): string {
    return this.#name(kebab(wanted, "task"));
  }

  /** Puts a new node in the region that it was made for. */
  add(node: RegionNode): void {
    node.region.nodes.push(node);
  }

  /** The same for a group, which stands there already if something was put into it late. */
  addGroup(node: GroupNode): void {
    if (!node.region.nodes.includes(node)) this.add(node);
  }

  /** Reads something that stands in another region. */
  inside<T>(region: Region, read: () => T): T {
    const outer = this.region;
    this.region = region;
    try {
      return read();
    } finally {
      this.region = outer;
    }
  }
}
