import { Names, TYPES, type Type, type Variable } from "../names.ts";
import type { Tape } from "../tape.ts";

/** Types of flowing values beside those of expressions: artifacts, and lists that are looped over. */
export type Kind = Type | "model" | "models" | "row" | "rows" | "grid";

/** Those of which a value can always be made. */
export type Made = Exclude<Kind, "models" | "row" | "grid">;

export const KINDS: Readonly<Record<Kind, string>> = {
  ...TYPES,
  model: "Model",
  models: "Model[]",
  row: "Row",
  rows: "Row[]",
  grid: "number[][]",
};

/** A value that the IR has a name for: an input, a task's output, a field of one, an item, a merge, a gathered list. Or a constant. */
export interface Flowing {
  readonly text: string;
  readonly kind: Kind;
  /** A variable that may be assigned here. */
  readonly assignable?: boolean;
  /** It may be `undefined`. */
  readonly absent?: boolean;
}

const isType = (kind: Kind): kind is Type => Object.hasOwn(TYPES, kind);

/** What a block may use: the names of expressions, and of them and others those that conditions, loops, merges and outputs can take. */
export class Scope {
  readonly names: Names;
  /** Whether it is run for several items. */
  readonly isInLoop: boolean;
  readonly #flowing: Flowing[];
  private constructor(names: Names, flowing: readonly Flowing[], isInLoop: boolean) {
    this.names = names;
    this.isInLoop = isInLoop;
    this.#flowing = [...flowing];
  }

  static root(): Scope {
    return new Scope(new Names(), [], false);
  }

  /** The scope of a branch: what is declared in it stays in it. */
  branch(): Scope {
    return new Scope(new Names(this.names), this.#flowing, this.isInLoop);
  }

  /** The scope of a loop's body: iterations are parallel, so that what is outside cannot be assigned. */
  iteration(): Scope {
    return new Scope(
      new Names(this.names),
      this.#flowing.map(({ assignable: _, ...one }) => one),
      true,
    );
  }

  fresh(prefix: string): string {
    return this.names.fresh(prefix);
  }

  add(one: Flowing, more: Partial<Variable> = {}): void {
    this.#flowing.push(one);
    const { text, kind, absent = false, assignable = false } = one;
    if (isType(kind)) this.names.add({ text, type: kind, level: 2, absent, mutable: assignable, ...more });
  }

  /** What was declared last. */
  newest(count: number): readonly Flowing[] {
    return this.#flowing.slice(-count);
  }

  /** A value that fits, if there is one; the newest as often as all others. */
  find(tape: Tape, fits: (one: Flowing) => boolean): Flowing | undefined {
    const found = this.#flowing.filter(fits);
    if (found.length === 0) return undefined;
    return tape.chance(50) ? found.at(-1) : tape.pick(found);
  }

  /** A value of the kind that is there. */
  of(kind: Kind, tape: Tape): string | undefined {
    return this.find(tape, (one) => one.kind === kind && !one.absent)?.text;
  }
}
