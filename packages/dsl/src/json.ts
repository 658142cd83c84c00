import { propertyPath } from "./property-path.ts";
import { isArtifact } from "./storage.ts";

/**
 * Refuses what JSON would drop or change without a word: NaN and infinities, BigInts, maps, sets, typed arrays, promises,
 * functions, symbols and objects that contain themselves.
 *
 * @param value - what is to be written
 * @param at - how messages name `value`; the path inside it is appended: `output "cfg".layers[2]`
 * @param toJson - whether objects with a `toJSON` method (dates, URLs) may stand for what it gives
 * @throws TypeError that names the place and what stands there
 */
export function checkJson(value: unknown, at: string, toJson: boolean): void {
  check(value, at, toJson, new Set());
}

/** `value` as one line of JSON, or indented by nothing: what an artifact's file holds. Throws as {@link checkJson} does. */
export function toJson(value: unknown, at: string): string {
  checkJson(value, at, true);
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError(`${at}: undefined cannot be stored as JSON`);
  return text;
}

function check(value: unknown, at: string, toJson: boolean, inside: Set<object>): void {
  if (typeof value === "object" && value !== null) checkObject(value, at, toJson, inside);
  if (typeof value === "number" && !Number.isFinite(value)) refuse(String(value), at);
  if (typeof value === "bigint") refuse("a BigInt", at, "convert it by Number() or String()");
  if (typeof value === "function" || typeof value === "symbol") refuse(`a ${typeof value}`, at);
}

function checkObject(value: object, at: string, toJson: boolean, inside: Set<object>): void {
  if (inside.has(value)) refuse("an object that contains itself", at);
  inside.add(value);
  if (isArtifact(value)) refuse("an artifact", at, "return it as an output of its own");
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) check(value[index], `${at}[${index}]`, toJson, inside);
  } else if ("toJSON" in value && typeof value.toJSON === "function") {
    if (!toJson) refuse(`a ${tag}`, at, "convert it to a string");
    check(value.toJSON(), at, toJson, inside);
  } else if (tag === "Object") {
    for (const key of Object.keys(value)) check((value as Record<string, unknown>)[key], propertyPath(at, key), toJson, inside);
  } else {
    refuse(`a ${tag}`, at, tag === "Promise" ? "`await` it" : ArrayBuffer.isView(value) ? "convert it by Array.from()" : undefined);
  }
  inside.delete(value);
}

function refuse(what: string, at: string, advice?: string): never {
  throw new TypeError(`${at}: ${what} cannot be stored as JSON${advice === undefined ? "" : `: ${advice}`}`);
}
