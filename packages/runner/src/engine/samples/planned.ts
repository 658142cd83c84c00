import type { PipelineDocument } from "@typeline/ir";
import { Engine } from "../engine.ts";
import type { Leaf, Place } from "../leaf.ts";
import { randomOf, Stubs } from "./stubs.ts";
import { Uses } from "./uses.ts";

/** Runs of one document with made-up values in place of what containers do, and what has happened in them. */
export class Planned {
  /** `component/task` of each task that a container or an importer runs. */
  readonly tasks = new Set<string>();
  /** Those of them that have a condition, on themselves or around them. */
  readonly conditional = new Set<string>();
  readonly ran = new Set<string>();
  readonly skipped = new Set<string>();
  readonly #document: PipelineDocument;
  readonly #uses: Uses;
  /** How many items lists had, by where they come from. */
  readonly #counts = new Map<string, Set<number>>();

  constructor(document: PipelineDocument) {
    this.#document = document;
    this.#uses = new Uses(document);
    this.#visit("root", false);
  }

  /** Runs it once; with `failing`, one task in five fails. */
  run(seed: number, { failing }: { failing: boolean }): { state: string; message: string | undefined } {
    const random = randomOf(seed);
    const stubs = new Stubs(this.#document, this.#uses, random, (source, count) => {
      this.#counts.set(source, (this.#counts.get(source) ?? new Set()).add(count));
    });
    const engine = new Engine({
      document: this.#document,
      inputs: stubs.inputs(),
      facts: (name) => `the ${name}`,
      skipped: (place) => void this.skipped.add(keyOf(place)),
      failed: () => {},
    });
    const running: Leaf[] = [];
    for (;;) {
      for (let leaf = engine.next(); leaf !== undefined; leaf = engine.next()) running.push(leaf);
      if (running.length === 0) break;
      const [leaf] = running.splice(Math.floor(random() * running.length), 1) as [Leaf];
      this.ran.add(keyOf(leaf));
      engine.ended(leaf, failing && random() < 0.2 ? { error: "it fails" } : { outputs: stubs.outputs(leaf) });
    }
    if (engine.result === undefined) throw new Error(`seed ${seed}: the run stands still`);
    return { state: engine.result.state, message: engine.result.failure?.message };
  }

  /** How many items each loop had whose list is not in the document, by `component/task`. */
  loops(): Map<string, number[]> {
    const counts = new Map<string, number[]>();
    for (const owner of this.#uses.dags())
      for (const [name, { parameterIterator }] of Object.entries(this.#uses.component(owner).dag!.tasks ?? {})) {
        const sources = parameterIterator ? this.#uses.listSources(owner, name) : [];
        const seen = new Set(sources.flatMap((source) => [...(this.#counts.get(source) ?? [])]));
        if (sources.length > 0) counts.set(`${owner}/${name}`, [...seen].sort());
      }
    return counts;
  }

  #visit(owner: string, isConditional: boolean): void {
    for (const [name, task] of Object.entries(this.#uses.component(owner).dag?.tasks ?? {})) {
      const key = task.componentRef?.name ?? "";
      const depends = isConditional || task.triggerPolicy?.condition !== undefined;
      if (this.#uses.component(key).dag) this.#visit(key, depends);
      else {
        this.tasks.add(`${owner}/${name}`);
        if (depends) this.conditional.add(`${owner}/${name}`);
      }
    }
  }
}

const keyOf = ({ owner, name }: Place): string => `${owner}/${name}`;
