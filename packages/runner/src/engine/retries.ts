import { parseDuration, type RetryPolicy } from "@typeline/ir";

/**
 * Seconds to wait before the next attempt; undefined if there is none. As KFP gives it to Argo: the wait grows by `backoffFactor` (2 if
 * absent) up to `backoffMaxDuration`.
 *
 * @param attempt the one that failed, from 1
 */
export function retryDelay(policy: RetryPolicy | undefined, attempt: number): number | undefined {
  if (policy === undefined || attempt > (policy.maxRetryCount ?? 0)) return undefined;
  const first = seconds(policy.backoffDuration) ?? 0;
  // Zero times an overflow would be no number.
  if (first === 0) return 0;
  const delay = first * (policy.backoffFactor ?? 2) ** (attempt - 1);
  return Math.min(delay, seconds(policy.backoffMaxDuration) ?? 3600);
}

const seconds = (duration: string | undefined): number | undefined => (duration === undefined ? undefined : parseDuration(duration));
