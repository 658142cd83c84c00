import { expect, test } from "vitest";
import { retryDelay } from "./retries.ts";

const delays = (policy: Parameters<typeof retryDelay>[0], attempts: number) =>
  Array.from({ length: attempts }, (_, index) => retryDelay(policy, index + 1));

test.each<[string, Parameters<typeof retryDelay>[0], (number | undefined)[]]>([
  ["no policy", undefined, [undefined]],
  ["a policy without a count", {}, [undefined]],
  ["no retries", { maxRetryCount: 0 }, [undefined]],
  ["two retries, at once", { maxRetryCount: 2 }, [0, 0, undefined]],
  ["a wait that doubles", { maxRetryCount: 3, backoffDuration: "1.5s" }, [1.5, 3, 6, undefined]],
  ["a factor of its own", { maxRetryCount: 3, backoffDuration: "1s", backoffFactor: 3 }, [1, 3, 9, undefined]],
  ["a factor of one", { maxRetryCount: 2, backoffDuration: "7s", backoffFactor: 1 }, [7, 7, undefined]],
  ["a longest wait", { maxRetryCount: 3, backoffDuration: "10s", backoffMaxDuration: "25s" }, [10, 20, 25, undefined]],
  ["an hour where no longest wait is set", { maxRetryCount: 2, backoffDuration: "3000s" }, [3000, 3600, undefined]],
])("%s", (_what, policy, expected) => {
  expect(delays(policy, expected.length)).toEqual(expected);
});

test("the wait before the thousandth retry is a number", () => {
  expect(retryDelay({ maxRetryCount: 5000 }, 2000)).toBe(0);
  expect(retryDelay({ maxRetryCount: 5000, backoffDuration: "1s" }, 2000)).toBe(3600);
});
