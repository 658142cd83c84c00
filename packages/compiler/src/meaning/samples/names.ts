import type { Tape } from "./tape.ts";

/** Types of the values that generated programs work with. */
export type Type = "number" | "string" | "boolean" | "numbers" | "strings" | "config" | "table" | "pair";

/** How each is written in TypeScript. */
export const TYPES: Readonly<Record<Type, string>> = {
  number: "number",
  string: "string",
  boolean: "boolean",
  numbers: "number[]",
  strings: "string[]",
  config: "Config",
  table: "Table",
  pair: "Pair",
};

/**
 * What is known of a value while compiling: all of it (0), how many items or which fields it has but not all that they hold (1), nothing (2).
 * Of numbers, strings and booleans there is no 1.
 */
export type Level = 0 | 1 | 2;

/** An expression of TypeScript that can stand anywhere. */
export interface Expr {
  readonly text: string;
  readonly level: Level;
  /** Of a list: how many items it has at least. */
  readonly min?: number;
}

/** A name that an expression may use. */
export interface Variable extends Expr {
  readonly type: Type;
  /** It may be `undefined`. */
  readonly absent?: boolean;
  /** Declared by `let`: it can be assigned, and no `compute` captures it. */
  readonly mutable?: boolean;
}

/** The names of a block and of those around it. */
export class Names {
  readonly #own: Variable[] = [];
  readonly #outer: Names | undefined;
  readonly #count: { value: number };
  constructor(outer?: Names) {
    this.#outer = outer;
    this.#count = outer ? outer.#count : { value: 0 };
  }

  fresh(prefix: string): string {
    return `${prefix}${++this.#count.value}`;
  }

  add(variable: Variable): void {
    this.#own.push(variable);
  }

  get all(): readonly Variable[] {
    return [...this.#own, ...(this.#outer?.all ?? [])];
  }

  /** One that fits, if there is one. */
  find(tape: Tape, fits: (variable: Variable) => boolean): Variable | undefined {
    const found = this.all.filter(fits);
    return found.length === 0 ? undefined : tape.pick(found);
  }
}

export const worst = (...levels: readonly Level[]): Level => Math.max(0, ...levels) as Level;

/** Of a number, string or boolean made from these. */
export const scalar = (...levels: readonly Level[]): Level => (worst(...levels) === 0 ? 0 : 2);
