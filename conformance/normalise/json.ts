/** A JSON value. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

/** The object at `value`, or an empty one: every message field of proto3 JSON may be left out. */
export function object(value: Json | undefined): JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}

/** The list at `value`, or an empty one. */
export function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

/** The text at `value`, or `undefined`. */
export function text(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The fields of `value` that are not in `known`. What the normaliser has no rule for is compared as it is. */
export function rest(value: JsonObject, known: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !known.includes(key)));
}

/** Without the properties that are `undefined`, and, in proto3 JSON the same thing, `false`, `""`, `{}` and `[]`. */
export function withoutDefaults(value: { [key: string]: Json | undefined }): JsonObject {
  const kept: JsonObject = {};
  for (const [key, field] of Object.entries(value)) {
    if (field === undefined || field === false || field === "") continue;
    if (field !== null && typeof field === "object" && Object.keys(field).length === 0) continue;
    kept[key] = field;
  }
  return kept;
}

/** JSON text with sorted keys: equal values have equal text. */
export function canonicalText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const fields = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalText(value[key]!)}`);
  return `{${fields.join(",")}}`;
}
