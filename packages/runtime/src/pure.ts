/** What a pure method can be called on. */
export type Receiver = "string" | "number" | "boolean" | "list";

const names = (text: string): string[] => text.split(" ");

/**
 * The static built-ins that an assembly may call, by the names they have in source text. All give the same answer for the same
 * arguments on every machine, change nothing, and take no callback.
 */
export const pureCalls: ReadonlySet<string> = /* @__PURE__ */ new Set(
  /* @__PURE__ */ names(
    "String Number Boolean parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI " +
      "Math.abs Math.acos Math.acosh Math.asin Math.asinh Math.atan Math.atan2 Math.atanh Math.cbrt Math.ceil Math.clz32 Math.cos Math.cosh " +
      "Math.exp Math.expm1 Math.floor Math.fround Math.hypot Math.imul Math.log Math.log10 Math.log1p Math.log2 Math.max Math.min Math.pow " +
      "Math.round Math.sign Math.sin Math.sinh Math.sqrt Math.tan Math.tanh Math.trunc " +
      "Number.isFinite Number.isInteger Number.isNaN Number.isSafeInteger Number.parseFloat Number.parseInt " +
      "String.fromCharCode String.fromCodePoint JSON.parse JSON.stringify Array.from Array.isArray Array.of " +
      "Object.entries Object.fromEntries Object.hasOwn Object.keys Object.values",
  ),
);

/**
 * The methods that an assembly may call, and on what. Without those that depend on the machine's language (`localeCompare`), change their
 * receiver, take a callback or a regular expression, or give an iterator.
 */
export const pureMethods: ReadonlyMap<string, readonly Receiver[]> = /* @__PURE__ */ receivers({
  string:
    "at charAt charCodeAt codePointAt concat endsWith includes indexOf isWellFormed lastIndexOf normalize padEnd padStart repeat replace replaceAll " +
    "slice split startsWith substring toLowerCase toString toUpperCase toWellFormed trim trimEnd trimStart valueOf",
  number: "toExponential toFixed toPrecision toString valueOf",
  boolean: "toString valueOf",
  list: "at concat flat includes indexOf join lastIndexOf slice toReversed toSorted toSpliced toString with",
});

/** By method, from lists by receiver. */
function receivers(methods: Readonly<Record<Receiver, string>>): ReadonlyMap<string, readonly Receiver[]> {
  const all = new Map<string, Receiver[]>();
  for (const [receiver, text] of Object.entries(methods)) {
    for (const name of names(text)) all.set(name, [...(all.get(name) ?? []), receiver as Receiver]);
  }
  return all;
}
