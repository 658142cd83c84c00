import type { Assembly, Json } from "@typeline/runtime";

/**
 * Engines replace `{{…}}` wherever they find it, inside constants too: KFP's driver and launcher their placeholders, Argo its tags.
 * A constant that holds `{{` is therefore assembled from pieces that do not. `undefined` where there is nothing to do.
 */
export function escapeBraces(value: Json): Assembly | undefined {
  return JSON.stringify(value).includes("{{") ? split(value) : undefined;
}

function split(value: Json): Assembly {
  if (typeof value === "string") return value.includes("{{") ? { text: pieces(value).map((piece) => ({ value: piece })) } : { value };
  if (Array.isArray(value)) return { list: (value as readonly Json[]).map(split) };
  if (value === null || typeof value !== "object") return { value };
  // Keys may hold braces as well, so the object is made of entries.
  return { call: ["Object.fromEntries", { list: Object.entries(value).map(([key, item]) => ({ list: [split(key), split(item)] })) }] };
}

/** `a{{b` → `a{`, `{b`. */
function pieces(text: string): string[] {
  return text.split(/(?<=\{)(?=\{)/);
}
