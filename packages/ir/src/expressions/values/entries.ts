import { type CelMap, type CelValue, celInt, mapKey } from "./value.ts";

/** The value of a key; a number finds a key of another type of numbers that is equal to it. */
export function findEntry(map: CelMap, key: CelValue): CelValue | undefined {
  const keys = [key, ...otherIntegers(key)];
  for (const one of keys) {
    const entry = map.entries.get(mapKey(one));
    if (entry !== undefined) return entry.value;
  }
  return undefined;
}

/** The whole number that an index stands for. */
export function integerOf(key: CelValue): bigint | undefined {
  if (key.type === "int" || key.type === "uint") return key.value;
  return key.type === "double" && Number.isInteger(key.value) ? BigInt(key.value) : undefined;
}

function otherIntegers(key: CelValue): CelValue[] {
  const value = integerOf(key);
  return value === undefined ? [] : [celInt(value), { type: "uint", value }];
}
