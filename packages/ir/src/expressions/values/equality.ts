import { findEntry } from "./entries.ts";
import { compareNumbers, isNumber } from "./order.ts";
import type { CelValue } from "./value.ts";

/** `a == b`. Numbers are equal across their types; values of other different types are not, and it is no error to ask. */
export function equal(a: CelValue, b: CelValue): boolean {
  if (isNumber(a)) return isNumber(b) && compareNumbers(a, b) === 0;
  switch (a.type) {
    case "null":
      return b.type === "null";
    case "bool":
    case "string":
      return a.type === b.type && a.value === b.value;
    case "bytes":
      return b.type === "bytes" && a.value.length === b.value.length && a.value.every((byte, index) => byte === b.value[index]);
    case "type":
      return b.type === "type" && a.name === b.name;
    case "list":
      return (
        b.type === "list" &&
        a.elements.length === b.elements.length &&
        a.elements.every((element, index) => equal(element, b.elements[index]!))
      );
    case "map":
      return b.type === "map" && a.entries.size === b.entries.size && [...a.entries.values()].every((entry) => sameIn(b, entry));
    case "message":
      return (
        b.type === "message" &&
        a.name === b.name &&
        a.fields.size === b.fields.size &&
        [...a.fields].every(([name, value]) => b.fields.has(name) && equal(value, b.fields.get(name)!))
      );
  }
}

function sameIn(map: CelValue & { type: "map" }, { key, value }: { key: CelValue; value: CelValue }): boolean {
  const found = findEntry(map, key);
  return found !== undefined && equal(value, found);
}
