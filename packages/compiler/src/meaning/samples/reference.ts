import { transformSync } from "esbuild";
import type { Call } from "./containers.ts";
import { delivered, isDeliverable } from "./json.ts";
import { PlainArtifact } from "./plain-artifact.ts";
import { answer, GATE, StubFailed } from "./stubs.ts";

/** What a run did: the calls of stubs, and what the pipeline gave; nothing if it failed. */
export interface Outcome {
  readonly calls: readonly Call[];
  readonly failed: boolean;
  readonly outputs: unknown;
}

/** A program that plain JavaScript, too, gives no answer to that could cross a border: nothing can be compared. */
export class NoAnswer extends Error {}

/** More tasks than that are not worth their time. */
const MOST_CALLS = 80;

/**
 * A pipeline of a module, run as the plain TypeScript that it is: components are their functions, which need not wait for anything,
 * pipelines are theirs, loops go from item to item.
 *
 * @param library what stands before the source, imports of the language first
 * @param failuresCount false: steps that fail give something, and gates let pass
 */
export function runPlainly(library: string, source: string, name: string, given: object, failuresCount = true): Outcome {
  const gates = failuresCount ? source : source.replaceAll("throw new Error(", "void new Error(");
  const world = new World(failuresCount);
  const { language } = world;
  try {
    const code = `${javaScript(library)}\n${javaScript(gates)}\nreturn ${name};`;
    const run = new Function("stub", ...Object.keys(language), code)(
      (stub: string, received: object) => world.stub(stub, received),
      ...Object.values(language),
    ) as (inputs: object) => unknown;
    const outputs = run(given);
    if (!isDeliverable(outputs)) throw new NoAnswer();
    return { calls: world.calls, failed: false, outputs: contents(delivered(outputs)) };
  } catch (error) {
    if (error instanceof StubFailed || (error as Error).message === GATE) return { calls: world.calls, failed: true, outputs: undefined };
    throw error instanceof NoAnswer ? error : new NoAnswer(`${error}`);
  }
}

const translated = new Map<string, string>();

/** TypeScript without its types, its imports and exports, and without what waits: nothing is asynchronous here. */
function javaScript(source: string): string {
  let code = translated.get(source);
  if (code === undefined) {
    const alone = source.replaceAll(/^import .*$|^export /gm, "").replaceAll(/\b(?:async|await) /g, "");
    code = transformSync(alone, { loader: "ts", target: "node20", logLevel: "silent" }).code;
    translated.set(source, code);
  }
  return code;
}

/** With artifacts as what they hold. */
function contents(value: unknown): unknown {
  if (value instanceof PlainArtifact) return { artifact: value.text() };
  if (Array.isArray(value)) return value.map(contents);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, contents(item)]));
}

/** The language of pipelines as ordinary functions. */
class World {
  readonly calls: Call[] = [];
  /** The names that are taken, by the pipeline that is running: one level a nested call. */
  #scope = { path: "", taken: new Set<string>() };
  #depth = 0;

  /** The task that is running. */
  #task = "";

  readonly #failuresCount: boolean;
  constructor(failuresCount: boolean) {
    this.#failuresCount = failuresCount;
  }

  stub(name: string, received: object): unknown {
    this.calls.push({ path: this.#task, stub: name, received: delivered(received) });
    try {
      return answer(name, received);
    } catch (error) {
      if (this.#failuresCount) throw error;
      return 1;
    }
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
    taskStatus: () => ({ state: "SUCCEEDED" }),
    Model: PlainArtifact,
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
