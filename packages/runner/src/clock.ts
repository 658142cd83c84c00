import { performance } from "node:perf_hooks";

/** Times of a run: they never go backwards, even if the machine's clock is set back. */
export class Clock {
  readonly #begin = Date.now();
  readonly #origin = performance.now();

  /** Milliseconds since the run began. */
  elapsed(): number {
    return performance.now() - this.#origin;
  }

  /** ISO 8601. */
  now(): string {
    return new Date(this.#begin + this.elapsed()).toISOString();
  }
}
