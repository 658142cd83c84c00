import { expect, test } from "vitest";
import { formatDuration, parseDuration } from "./durations.ts";
import { parseCpu, parseMemory } from "./quantities.ts";

test.each([
  ["90s", "90s"],
  ["10m", "600s"],
  ["1.5h", "5400s"],
  ["7d", "604800s"],
  ["2w", "1209600s"],
  [".25s", "0.25s"],
  ["1e3s", "1000s"],
])("%s lasts %s", (text, expected) => {
  expect(formatDuration(parseDuration(text)!)).toBe(expected);
});

test.each(["", "5", "h", "-1s", "1 h", "1h30m", "Infinitys"])("%j is no duration", (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

// The numbers are those of KFP 2.17's `_cpu_to_float` and `_memory_to_float`.
test.each([
  ["500m", 0.5],
  [2, 2],
  ["0.5", 0.5],
  [".25", 0.25],
  ["1000m", 1],
])("%s are %d cores", (value, cores) => {
  expect(parseCpu(value)).toEqual({ text: String(value), number: cores });
});

test.each([
  ["256Mi", "256Mi", 0.268435456],
  ["2Gi", "2Gi", 2.147483648],
  ["15G", "15G", 15],
  ["64K", "64k", 0.000064],
  ["1Ki", "1Ki", 0.000001024],
  ["1000000", "1000000", 0.001],
  ["1.5Gi", "1.5Gi", 1.610612736],
  ["1E", "1E", 1_000_000_000],
])("%s of memory is %s to Kubernetes and %d GB to older engines", (value, text, number) => {
  expect(parseMemory(value)).toEqual({ text, number });
});

test.each(["", "Gi", "-1Gi", "1GB", "1 Gi", "constructor", "1e3"])("%j is no amount of memory", (text) => {
  expect(parseMemory(text)).toBeUndefined();
  expect(parseCpu(text)).toBeUndefined();
});
