import { performance } from "node:perf_hooks";

/** Times of a run: they never go backwards, even if the machine's clock is set back. */
export class Clock {
  readonly #begin: number;
  readonly #origin = performance.now();

  /** @param after ISO 8601: a time that has been told before, by an earlier process of the run */
  constructor(after?: string) {
    this.#begin = Math.max(Date.now(), (after && Date.parse(after)) || 0);
  }

  /** Milliseconds since the run began. */
  elapsed(): number {
    return performance.now() - this.#origin;
  }

  /** ISO 8601. */
  now(): string {
    return new Date(this.#begin + this.elapsed()).toISOString();
  }
}

/** Most milliseconds of a timer of Node, 24.8 days: one for longer would end at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Seconds as a timer takes them. */
export const timerOf = (seconds: number): number => Math.min(seconds * 1000, LONGEST_TIMER);
