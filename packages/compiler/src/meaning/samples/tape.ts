/**
 * The choices that a generator makes, read from a list of numbers: fast-check makes and shrinks the list, and a smaller list makes a smaller
 * program. Where the list ends every choice is the first, which generators keep for what is simplest.
 */
export class Tape {
  readonly #choices: readonly number[];
  #at = 0;
  constructor(choices: readonly number[]) {
    this.#choices = choices;
  }

  /** Whether choices are left: loops of generators end with them. */
  get more(): boolean {
    return this.#at < this.#choices.length;
  }

  /** A whole number from 0, less than `count`. */
  below(count: number): number {
    return (this.#choices[this.#at++] ?? 0) % count;
  }

  /** Yes in `percent` of 100 cases. */
  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}
