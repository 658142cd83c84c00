import type { Want } from "../expressions.ts";
import type { Names } from "../names.ts";
import type { Tape } from "../tape.ts";

/** What a program may still hold, and what it holds. */
export interface Budget {
  /** Calls of components that may still be written. */
  calls: number;
  /** Failures that leave something running beside them. */
  scattered: number;
}

/** Writes the lines of a body. */
export class Writer {
  readonly tape: Tape;
  readonly budget: Budget;
  readonly lines: string[] = [];
  #indent = "  ";
  constructor(tape: Tape, budget: Budget) {
    this.tape = tape;
    this.budget = budget;
  }

  line(text: string): void {
    this.lines.push(this.#indent + text);
  }

  /** The head of a block. */
  open(head: string): void {
    this.line(head);
    this.#indent += "  ";
  }

  /** The end of a block, and the head of the next. */
  next(text: string): void {
    this.close(text);
    this.#indent += "  ";
  }

  close(tail = "}"): void {
    this.#indent = this.#indent.slice(2);
    this.line(tail);
  }

  /** An expression without calls. */
  want(names: Names, depth = this.tape.pick([0, 0, 1, 1, 2])): Want {
    return { tape: this.tape, names, depth, max: 2 };
  }
}
