import { setTimeout as delay } from "node:timers/promises";

/** Time, for tests to shorten. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Rejects where the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const realClock: Clock = {
  now: Date.now,
  sleep: (milliseconds, signal) => delay(milliseconds, undefined, signal && { signal }),
};

/** What a `Retry-After` asks for, in milliseconds: seconds, or a date (RFC 9110, 10.2.3). At most two minutes. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const milliseconds = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(milliseconds) ? undefined : Math.min(Math.max(milliseconds, 0), 120_000);
}

/** How long to wait before the next of several tries, counted from 1: half a second, doubled each time, less up to a quarter. */
export function backoff(tries: number): number {
  return 500 * 2 ** (tries - 1) * (1 - Math.random() / 4);
}
