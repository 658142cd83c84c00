import { parseDuration, type RetryPolicy } from "@typeline/ir";

/** KFP's own defaults of a back-off (`pipeline_spec.proto`): no wait, twice as long each time, an hour at most. */
const defaults = { factor: 2, longest: 3600 };

/** Retries of a task. Argo waits in whole multiples: a factor with a fraction is rounded up. */
export function retryStrategy(policy: RetryPolicy | undefined): object | undefined {
  const limit = policy?.maxRetryCount ?? 0;
  if (policy === undefined || limit <= 0) return undefined;
  const seconds = (text: string | undefined) => (text === undefined ? 0 : (parseDuration(text) ?? 0));
  const first = seconds(policy.backoffDuration);
  const backoff = {
    duration: `${Math.ceil(first)}s`,
    factor: String(Math.max(1, Math.ceil(policy.backoffFactor || defaults.factor))),
    maxDuration: `${Math.ceil(seconds(policy.backoffMaxDuration) || defaults.longest)}s`,
  };
  return { limit: String(limit), retryPolicy: "Always", ...(first > 0 && { backoff }) };
}
