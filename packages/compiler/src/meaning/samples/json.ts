import { PlainArtifact } from "./plain-artifact.ts";

/** A value as it arrives on the other side of a task's border: properties that are `undefined` are absent, -0 is 0, nothing is shared. */
export function delivered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(delivered);
  if (!isPlainObject(value)) return Object.is(value, -0) ? 0 : value;
  const entries = Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, delivered(item)] as const]));
  return Object.fromEntries(entries);
}

/** Whether JSON has a word for all of it: no NaN, no infinity, no `undefined` in a list, no `null` as a whole. */
export function isDeliverable(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => item !== undefined && isDeliverable(item));
  if (isPlainObject(value)) return Object.values(value).every((item) => item === undefined || isDeliverable(item));
  return typeof value !== "number" || Number.isFinite(value);
}

/** The same with the keys of objects in order, which engines do not keep, and without absent ones. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isPlainObject(value)) return value === undefined ? null : value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]));
}

const isPlainObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof PlainArtifact);
