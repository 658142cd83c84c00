import type { Clock } from "../http/clock.ts";

/** A clock that does not wait, and notes how long it should have. */
export function fastClock(now = Date.parse("2026-05-05T00:00:00Z")): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  let time = now;
  return {
    slept,
    now: () => time,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      slept.push(milliseconds);
      time += milliseconds;
    },
  };
}
