import type { Node } from "../1-read/syntax.ts";
import { type Meaning, Pending, resolved } from "./values.ts";

/** A name in a scope. */
export interface Binding {
  readonly name: string;
  meaning: Meaning | Pending;
  readonly mutable: boolean;
  /** Declared but not reached yet: reading it is an error, as in JavaScript. */
  unset: boolean;
  readonly node: Node;
  /** When it was declared: a journal that was begun later notes its changes. */
  readonly born: number;
  /** The `compute` that has taken its value: changing it afterwards would say something that does not happen. */
  captured?: Node;
}

/** Counts declarations. Only the order matters, so that all compilations of a process can share it. */
let clock = 0;

/** What a binding stands for now. */
export function meaningIn(binding: Binding): Meaning {
  if (binding.meaning instanceof Pending) binding.meaning = binding.meaning.resolve();
  return binding.meaning;
}

/** The names of a block or function; those of a module are looked up by the interpreter when no scope has the name. */
export class Scope {
  readonly #bindings = new Map<string, Binding>();
  readonly parent: Scope | undefined;
  constructor(parent?: Scope) {
    this.parent = parent;
  }

  declare(name: string, meaning: Meaning, node: Node, mutable = false, unset = false): void {
    this.#bindings.set(name, { name, meaning, mutable, unset, node, born: ++clock });
  }

  find(name: string): Binding | undefined {
    return this.#bindings.get(name) ?? this.parent?.find(name);
  }

  /** The same names with the same values, from now on apart: what captured those has not captured these. */
  copy(): Scope {
    const copy = new Scope(this.parent);
    for (const [name, binding] of this.#bindings) {
      const { captured: _, ...fresh } = binding;
      copy.#bindings.set(name, fresh);
    }
    return copy;
  }

  own(name: string): Binding | undefined {
    return this.#bindings.get(name);
  }
}

/** What a variable was before, and after, a part of the source that may not run. */
export interface Change {
  readonly meaning: Meaning | Pending;
  readonly unset: boolean;
}

/** What the variable is then. */
export function meaningOf({ meaning, unset }: Change): Meaning {
  return unset ? undefined : resolved(meaning);
}

/** The changes of variables that were there before, in a part of the source that may not run. */
export class Journal {
  readonly outer: Journal | undefined;
  readonly #since = clock;
  /** What each was before, and where it was first changed. */
  readonly before = new Map<Binding, Change & { readonly at: Node }>();
  constructor(outer: Journal | undefined) {
    this.outer = outer;
  }

  note(binding: Binding, at: Node): void {
    if (binding.born <= this.#since && !this.before.has(binding))
      this.before.set(binding, { meaning: binding.meaning, unset: binding.unset, at });
    this.outer?.note(binding, at);
  }

  /** Takes the changes back, and gives what they were. */
  undo(): Map<Binding, Change> {
    const after = new Map<Binding, Change>();
    for (const [binding, { meaning, unset }] of this.before) {
      after.set(binding, { meaning: binding.meaning, unset: binding.unset });
      binding.meaning = meaning;
      binding.unset = unset;
    }
    return after;
  }

  /** Makes changes again that were taken back. */
  static redo(changes: ReadonlyMap<Binding, Change>): void {
    for (const [binding, { meaning, unset }] of changes) {
      binding.meaning = meaning;
      binding.unset = unset;
    }
  }
}
