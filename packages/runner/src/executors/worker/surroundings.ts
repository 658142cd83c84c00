import { ChildProcess } from "node:child_process";
import { Server, Socket } from "node:net";

/** What a task may leave changed in its process. Timers and servers that are left would go on in the next task. */
export interface Surroundings {
  /** What the process waits for. */
  readonly resources: readonly string[];
  /** Listeners and settings, as a text to compare. */
  readonly settings: string;
}

export function surroundings(): Surroundings {
  const listeners = process.eventNames().map((name) => `${String(name)} ${process.listenerCount(name)}`);
  return {
    resources: process.getActiveResourcesInfo(),
    settings: JSON.stringify([listeners.sort(), process.umask(), process.title, unrefs]),
  };
}

/** Whether nothing was left. What was on its way to end before may have ended since. */
export function isClean(before: Surroundings, after: Surroundings): boolean {
  const known = [...before.resources];
  const left = after.resources.filter((name) => {
    const at = known.indexOf(name);
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
  return left.length === 0 && before.settings === after.settings;
}

/** How often something was told not to keep the process alive: Node lists no such things among those that it waits for. */
let unrefs = 0;

/** Counts calls of `unref` from now on. */
export function countUnrefs(): void {
  const timer = setTimeout(() => {}, 0);
  clearTimeout(timer);
  for (const { prototype } of [timer.constructor, ChildProcess, Server, Socket] as { prototype: { unref(): unknown } }[]) {
    const { unref } = prototype;
    prototype.unref = function counted(this: unknown) {
      unrefs++;
      return unref.call(this);
    };
  }
}

/** An object of everyone, how many properties it had, and which values those of them that are compared had. */
interface Known {
  readonly object: Record<PropertyKey, unknown>;
  readonly count: number;
  readonly keys: readonly PropertyKey[];
  readonly values: readonly unknown[];
}

/** Modules of Node whose functions are sometimes replaced. Others are looked at when a bundle imports them. */
const MODULES = ["fs", "fs/promises", "child_process", "net", "timers", "timers/promises", "events", "path", "util", "url", "buffer", "os"];

/** The objects that all code of a process shares: globals with their prototypes, `process`, modules of Node. */
export class SharedObjects {
  readonly #known: Known[] = [];
  readonly #seen = new Set<unknown>();

  constructor() {
    // A name that it has from now on, whatever it stands for: each task's stacks have their own.
    Error.prepareStackTrace = undefined as never;
    this.#add(globalThis);
    for (const key of Reflect.ownKeys(globalThis)) {
      const { value } = Object.getOwnPropertyDescriptor(globalThis, key) ?? {};
      this.#add(value);
      this.#add((value as { prototype?: unknown } | undefined)?.prototype);
    }
    for (const one of [
      async () => {},
      function* () {},
      async function* () {},
      [][Symbol.iterator](),
      new Map().entries(),
      new Uint8Array(),
    ])
      this.#add(Object.getPrototypeOf(one));
    this.#add(Object.getPrototypeOf(Uint8Array.prototype));
    for (const stream of [process.stdout, process.stderr]) this.#add(Object.getPrototypeOf(stream));
    for (const name of MODULES) this.#add(process.getBuiltinModule(`node:${name}`));
  }

  /** A module of Node that a bundle imports. */
  watch(module: unknown): void {
    this.#add(module);
  }

  /** Whether one has another property, or another value of one. Getters are left out: some give way to their value when first asked. */
  changed(): boolean {
    for (const { object, count, keys, values } of this.#known) {
      if (keysOf(object).length !== count) return true;
      // Some three thousand after each task.
      for (let at = 0; at < keys.length; at++) if (!Object.is(object[keys[at]!], values[at])) return true;
    }
    return [process.stdout, process.stderr].some((stream) => Object.hasOwn(stream, "write"));
  }

  #add(object: unknown): void {
    if ((typeof object !== "object" && typeof object !== "function") || object === null || this.#seen.has(object)) return;
    this.#seen.add(object);
    const all = keysOf(object);
    const keys = all.filter(
      (key) =>
        "value" in Object.getOwnPropertyDescriptor(object, key)! && !(object === process && ours.has(key)) && key !== "prepareStackTrace",
    );
    const known = object as Record<PropertyKey, unknown>;
    this.#known.push({ object: known, count: all.length, keys, values: keys.map((key) => known[key]) });
  }
}

/** Its own names, but for what Node's `fetch` notes among the globals when it is first looked at. */
function keysOf(object: object): PropertyKey[] {
  const keys = Reflect.ownKeys(object);
  return object === globalThis ? keys.filter((key) => !(typeof key === "symbol" && key.description?.startsWith("undici."))) : keys;
}

/** Of `process`, what changes with each task or listener. */
const ours = new Set<PropertyKey>(["argv", "env", "exitCode", "title", "_events", "_eventsCount", "_exiting", "domain", "_maxListeners"]);
