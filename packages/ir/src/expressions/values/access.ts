import { fieldType, messageDefault, noField } from "../check/messages.ts";
import { CelFailure, noOverload } from "../failure.ts";
import { findEntry, integerOf } from "./entries.ts";
import { equal } from "./equality.ts";
import { type CelValue, celString } from "./value.ts";

/** `operand.field`. @throws CelFailure if there is no such field or key. */
export function select(operand: CelValue, field: string): CelValue {
  if (operand.type === "message") return operand.fields.get(field) ?? messageDefault(operand.name, field);
  return index(operand, celString(field));
}

/** `operand[key]`. @throws CelFailure if there is no such key or index, or the operand has none. */
export function index(operand: CelValue, key: CelValue): CelValue {
  if (operand.type === "list") return element(operand.elements, key);
  const found = operand.type === "map" ? findEntry(operand, key) : undefined;
  if (found === undefined) throw new CelFailure(`there is no ${show(key)} in the ${operand.type}`);
  return found;
}

/** `has(operand.field)`. @throws CelFailure of a list, and of a field that a message cannot have. */
export function has(operand: CelValue, field: string): boolean {
  if (operand.type === "message")
    return fieldType(operand.name, field) === undefined ? noField(operand.name, field) : operand.fields.has(field);
  if (operand.type === "list") return noOverload("has", "list");
  return operand.type === "map" && findEntry(operand, celString(field)) !== undefined;
}

/** `item in container`. @throws CelFailure if it is no list and no map. */
export function isIn(item: CelValue, container: CelValue): boolean {
  if (container.type === "list") return container.elements.some((one) => equal(item, one));
  if (container.type === "map") return isKey(item) && findEntry(container, item) !== undefined;
  return noOverload("in", item.type, container.type);
}

function element(elements: readonly CelValue[], key: CelValue): CelValue {
  const place = integerOf(key);
  if (place === undefined) return noOverload("[…]", "list", key.type);
  const found = elements[Number(place)];
  if (found === undefined) throw new CelFailure(`there is no index ${place} in a list of ${elements.length}`);
  return found;
}

const isKey = (value: CelValue): boolean => ["bool", "int", "uint", "double", "string"].includes(value.type);

const show = (key: CelValue): string =>
  "value" in key ? JSON.stringify(key.value, (_, part) => (typeof part === "bigint" ? `${part}` : part)) : key.type;
