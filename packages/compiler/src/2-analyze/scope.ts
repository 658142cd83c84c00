import type { Node } from "../1-read/syntax.ts";
import type { Meaning } from "./values.ts";

/** A name in a scope. */
export interface Binding {
  meaning: Meaning;
  readonly mutable: boolean;
  /** Declared but not reached yet: reading it is an error, as in JavaScript. */
  unset: boolean;
  readonly node: Node;
  /** The `compute` that has taken its value: changing it afterwards would say something that does not happen. */
  captured?: Node;
}

/** The names of a block or function; those of a module are looked up by the interpreter when no scope has the name. */
export class Scope {
  readonly #bindings = new Map<string, Binding>();
  readonly parent: Scope | undefined;
  constructor(parent?: Scope) {
    this.parent = parent;
  }

  declare(name: string, meaning: Meaning, node: Node, mutable = false, unset = false): void {
    this.#bindings.set(name, { meaning, mutable, unset, node });
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
