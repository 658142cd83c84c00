import type { NumberType, StringType, ValueType } from "./value-type.ts";

/**
 * One type for several that a value may have: strings, numbers and booleans are merged with their like, what is the same is kept once.
 * The order of members and literals depends on nothing but the members, unlike the checker's.
 */
export function mergeTypes(types: readonly ValueType[]): ValueType {
  const members = types.flatMap((type) => (type.kind === "union" ? type.members : [type]));
  const strings = members.filter((type) => type.kind === "string");
  const numbers = members.filter((type) => type.kind === "number");
  const booleans = members.filter((type) => type.kind === "boolean");
  const others = members.filter((type) => type.kind !== "string" && type.kind !== "number" && type.kind !== "boolean");
  const merged: ValueType[] = [
    ...(strings.length > 0 ? [mergeStrings(strings)] : []),
    ...(numbers.length > 0 ? [mergeNumbers(numbers)] : []),
    ...(booleans.length > 0
      ? [booleans.every(({ literal }) => literal === booleans[0]!.literal) ? booleans[0]! : { kind: "boolean" as const }]
      : []),
    ...distinct(others),
  ];
  return merged.length === 1 ? merged[0]! : { kind: "union", members: merged };
}

function mergeStrings(types: readonly StringType[]): StringType {
  if (types.some(({ literals, pattern }) => !literals && pattern === undefined)) return { kind: "string" };
  const literals = [...new Set(types.flatMap((type) => type.literals ?? []))].sort(byCodeUnits);
  const patterns = [...new Set(types.flatMap(({ pattern }) => (pattern === undefined ? [] : [unanchored(pattern)])))].sort(byCodeUnits);
  if (patterns.length === 0) return { kind: "string", literals };
  const alternatives = [...patterns, ...literals.map(escapePattern)];
  return { kind: "string", pattern: alternatives.length === 1 ? `^${alternatives[0]}$` : `^(?:${alternatives.join("|")})$` };
}

function mergeNumbers(types: readonly NumberType[]): NumberType {
  const literals = [...new Set(types.flatMap((type) => type.literals ?? []))].sort((a, b) => a - b);
  if (types.every((type) => type.literals)) return { kind: "number", integer: types.every(({ integer }) => integer), literals };
  return { kind: "number", integer: types.every(({ integer, literals }) => integer || literals?.every(Number.isInteger)) };
}

/** Each once, in the order of what they say; `null` last, as one writes it. */
function distinct(types: readonly ValueType[]): ValueType[] {
  const byText = new Map(types.map((type) => [canonical(type), type]));
  return [...byText]
    .sort(([a, typeA], [b, typeB]) => Number(typeA.kind === "null") - Number(typeB.kind === "null") || byCodeUnits(a, b))
    .map(([, type]) => type);
}

/** A text that is the same for the same types. A recursive type's name stands for it. */
function canonical(type: ValueType): string {
  return JSON.stringify(type, (key, value) => (value instanceof Map ? [...value] : key === "target" ? undefined : value));
}

const unanchored = (pattern: string): string => pattern.replace(/^\^/, "").replace(/\$$/, "");
const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A text as a regular expression that only it matches, in the syntax that `u` accepts. */
export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
