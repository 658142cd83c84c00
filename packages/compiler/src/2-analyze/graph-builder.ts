import { createNamer, kebab } from "@typeline/ir";
import type { Await } from "./awaits.ts";
import type { RegionNode } from "./regions.ts";
import type { Settings } from "./settings.ts";

/** The pipeline that is being read: its nodes so far, and the names that they have taken. */
export class GraphBuilder {
  readonly nodes: RegionNode[] = [];
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
}
