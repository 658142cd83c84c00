import { describeType } from "./describe.ts";
import type { ListType, StructType, ValueType } from "./value-type.ts";

/** Why a known value does not fit a type. */
interface Misfit {
  /** Below the value: `.layers[0].units`, or nothing for the value itself. */
  readonly path: string;
  /** What the type wants there, as in {@link describeType}. */
  readonly wanted: string;
  /** The value that is there, shortened, or `nothing`. */
  readonly given: string;
}

/** Checks a value that is known at compile time, as JSON, deeply against a type. */
export function acceptsConstant(type: ValueType, json: unknown, path = ""): Misfit | undefined {
  const misfit: Misfit = { path, wanted: describeType(type), given: excerpt(json) };
  switch (type.kind) {
    case "string":
      return typeof json === "string" && (!type.literals || type.literals.includes(json)) && matches(type.pattern, json)
        ? undefined
        : misfit;
    case "number":
      return isNumber(json) && (!type.integer || Number.isInteger(json)) && (!type.literals || type.literals.includes(json))
        ? undefined
        : misfit;
    case "boolean":
      return typeof json === "boolean" && (type.literal === undefined || type.literal === json) ? undefined : misfit;
    case "null":
      return json === null ? undefined : misfit;
    case "list":
      return Array.isArray(json) ? listMisfit(type, json, path) : misfit;
    case "struct":
      return isObject(json) ? structMisfit(type, json, path) : misfit;
    case "union":
      return unionMisfit(type.members, json, misfit);
    case "recursive":
      return acceptsConstant(type.target, json, path);
    case "artifact":
    case "artifacts":
    case "taskStatus":
      return misfit;
  }
}

const isNumber = (json: unknown): json is number => typeof json === "number" && Number.isFinite(json);
const isObject = (json: unknown): json is object => typeof json === "object" && json !== null && !Array.isArray(json);
const matches = (pattern: string | undefined, text: string): boolean => pattern === undefined || new RegExp(pattern, "u").test(text);

function listMisfit(type: ListType, json: readonly unknown[], path: string): Misfit | undefined {
  const { element, tuple, open, minLength = tuple?.length ?? 0 } = type;
  if (json.length < minLength || (tuple && !open && json.length > tuple.length))
    return { path, wanted: describeType(type), given: excerpt(json) };
  for (const [index, item] of json.entries()) {
    const misfit = acceptsConstant(tuple?.[index] ?? element, item, `${path}[${index}]`);
    if (misfit) return misfit;
  }
  return undefined;
}

/** As TypeScript does for values that are not fresh literals, fields that the type does not know are let through. */
function structMisfit({ fields, rest }: StructType, json: object, path: string): Misfit | undefined {
  const given = new Map(Object.entries(json));
  for (const [name, { type, optional }] of fields) {
    const at = `${path}${accessor(name)}`;
    const value = given.get(name);
    if (value === undefined && optional) continue;
    const misfit = value === undefined ? { path: at, wanted: describeType(type), given: "nothing" } : acceptsConstant(type, value, at);
    if (misfit) return misfit;
  }
  if (!rest) return undefined;
  for (const [name, value] of given) {
    const misfit = fields.has(name) ? undefined : acceptsConstant(rest, value, `${path}${accessor(name)}`);
    if (misfit) return misfit;
  }
  return undefined;
}

/** With one member of the value's own kind, its reason says more than that no member fits. */
function unionMisfit(members: readonly ValueType[], json: unknown, whole: Misfit): Misfit | undefined {
  const misfits = members.map((member) => acceptsConstant(member, json, whole.path));
  if (misfits.includes(undefined)) return undefined;
  const deeper = misfits.filter((misfit) => misfit !== undefined && misfit.path !== whole.path);
  return deeper.length === 1 ? deeper[0] : whole;
}

const accessor = (name: string): string => (/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`);

function excerpt(json: unknown): string {
  const text = JSON.stringify(json) ?? String(json);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
