import { transformSync } from "esbuild";
import type { Call } from "./containers.ts";
import { delivered, isDeliverable } from "./json.ts";
import { answer } from "./stubs.ts";

/** What a run did: the calls of stubs, and what the pipeline gave. */
export interface Outcome {
  readonly calls: readonly Call[];
  readonly outputs: unknown;
}

/** A program that plain JavaScript, too, gives no answer to that could cross a border: nothing can be compared. */
export class NoAnswer extends Error {}

/** More tasks than that are not worth their time. */
const MOST_CALLS = 60;

/** The pipelines of a module, run as the plain TypeScript that they are: components are their functions, pipelines are theirs. */
export function runPlainly(source: string, name: string, given: object): Outcome {
  const { code } = transformSync(source, { loader: "ts", format: "cjs", target: "node20" });
  const world = new World();
  const module = { exports: {} as Record<string, (inputs: object) => unknown> };
  new Function("module", "exports", "require", "stub", code)(
    module,
    module.exports,
    () => world.language,
    (name: string, received: object) => world.stub(name, received),
  );
  try {
    const outputs = module.exports[name]!(given);
    if (!isDeliverable(outputs)) throw new NoAnswer();
    return { calls: world.calls, outputs: delivered(outputs) };
  } catch (error) {
    throw error instanceof NoAnswer ? error : new NoAnswer(`${error}`);
  }
}

/** The language of pipelines as ordinary functions. */
class World {
  readonly calls: Call[] = [];
  /** The names that are taken, by the pipeline that is running: one level a nested call. */
  #scope = { path: "", taken: new Set<string>() };
  #depth = 0;

  /** The task that is running. */
  #task = "";

  stub(name: string, received: object): unknown {
    this.calls.push({ path: this.#task, stub: name, received: delivered(received) });
    return answer(name, received);
  }

  readonly language = {
    component: (fn: (inputs: object) => unknown) => this.#component(fn),
    pipeline: (fn: (inputs: object) => unknown, options?: { name: string }) => this.#pipeline(fn, options?.name),
    compute: (fn: () => unknown) => {
      const value = fn();
      if (!isDeliverable(value)) throw new NoAnswer();
      return delivered(value);
    },
    parallel: <T>(items: T) => items,
  };

  #claim(name: string): string {
    const { taken, path } = this.#scope;
    let free = name;
    for (let count = 2; taken.has(free); count++) free = `${name}-${count}`;
    taken.add(free);
    return `${path}/${free}`;
  }

  /** The function's own name is that of its stub. */
  #component(fn: (inputs: object) => unknown) {
    const name = /stub\("(\w+)"/.exec(fn.toString())![1]!;
    return (inputs: object = {}) => {
      const path = this.#claim(name);
      const arrived = delivered({ ...inputs });
      if (!isDeliverable(arrived) || this.calls.length > MOST_CALLS) throw new NoAnswer();
      this.#task = path;
      return delivered(fn(arrived as object));
    };
  }

  /** Those that others call say their name. */
  #pipeline(fn: (inputs: object) => unknown, name = "") {
    return (inputs: object = {}) => {
      const outer = this.#scope;
      const path = this.#depth === 0 ? "" : this.#claim(name);
      this.#scope = { path, taken: new Set() };
      this.#depth++;
      try {
        return fn(inputs);
      } finally {
        this.#depth--;
        this.#scope = outer;
      }
    };
  }
}
