import { propertyPath } from "@typeline/dsl/internal";

/** The subset of JSON Schema that the compiler makes of TypeScript types. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: boolean | Schema;
  readonly prefixItems?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** A value that is not what the schema wants: the first found. */
export interface Mismatch {
  /** From the value that was checked: `cfg.layers[2]`. */
  readonly path: string;
  readonly expected: string;
  /** Undefined where nothing is. */
  readonly actual: unknown;
}

/**
 * Checks a value of JSON.
 *
 * @param path - what the value is called; an empty one for an object whose properties are to be called by their names alone
 * @param root - whose `$defs` references mean
 */
export function mismatch(value: unknown, schema: Schema, path: string, root: Schema): Mismatch | undefined {
  if (schema.$ref !== undefined) {
    const target = root.$defs?.[schema.$ref.slice("#/$defs/".length)];
    return target && mismatch(value, target, path, root);
  }
  if (!fits(value, schema)) return { path, expected: describe(schema, root), actual: value };
  if (schema.anyOf) {
    const found = schema.anyOf.map((option) => mismatch(value, option, path, root));
    if (found.includes(undefined)) return undefined;
    const inside = found.filter((option) => option?.path !== path);
    return inside.length === 1 ? inside[0] : { path, expected: describe(schema, root), actual: value };
  }
  if (Array.isArray(value)) return listMismatch(value, schema, path, root);
  if (typeof value === "object" && value !== null) return objectMismatch(value as Record<string, unknown>, schema, path, root);
  return undefined;
}

/** Whether the value itself, apart from what is in it, is right. */
function fits(value: unknown, schema: Schema): boolean {
  if (schema.type !== undefined && ![schema.type].flat().some((type) => isOf(value, type as string))) return false;
  if (schema.enum && !schema.enum.includes(value)) return false;
  if ("const" in schema && schema.const !== value) return false;
  return schema.pattern === undefined || typeof value !== "string" || new RegExp(schema.pattern, "u").test(value);
}

function isOf(value: unknown, type: string): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return type === "integer" ? Number.isInteger(value) : typeof value === type;
}

function listMismatch(list: readonly unknown[], schema: Schema, path: string, root: Schema): Mismatch | undefined {
  const first = schema.prefixItems ?? [];
  for (let index = 0; index < Math.max(list.length, first.length); index++) {
    const at = `${path}[${index}]`;
    const item = first[index] ?? schema.items ?? true;
    if (index >= list.length || item === false)
      return { path: at, expected: item === false ? "nothing" : describe(item as Schema, root), actual: list[index] };
    const found = item === true ? undefined : mismatch(list[index], item, at, root);
    if (found) return found;
  }
  return undefined;
}

function objectMismatch(object: Readonly<Record<string, unknown>>, schema: Schema, path: string, root: Schema): Mismatch | undefined {
  const { properties = {}, required = [], additionalProperties: rest = true } = schema;
  const missing = required.find((key) => !Object.hasOwn(object, key));
  if (missing !== undefined)
    return { path: propertyPath(path, missing), expected: describe(properties[missing] ?? {}, root), actual: undefined };
  for (const [key, value] of Object.entries(object)) {
    const property = Object.hasOwn(properties, key) ? (properties[key] as Schema) : rest;
    if (property === true) continue;
    const at = propertyPath(path, key);
    const found = property === false ? { path: at, expected: "nothing", actual: value } : mismatch(value, property, at, root);
    if (found) return found;
  }
  return undefined;
}

const words: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  integer: "an integer",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  null: "null",
};

function describe(schema: Schema, root: Schema): string {
  if (schema.$ref !== undefined) return describe(root.$defs?.[schema.$ref.slice("#/$defs/".length)] ?? {}, root);
  if (schema.enum) return or(schema.enum.map((value) => JSON.stringify(value)));
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.anyOf) return or(schema.anyOf.map((option) => describe(option, root)));
  if (schema.pattern !== undefined) return `a string like /${schema.pattern}/`;
  return schema.type === undefined ? "a value" : or([schema.type].flat().map((type) => words[type as string] ?? String(type)));
}

function or(options: readonly string[]): string {
  const distinct = [...new Set(options)];
  const last = distinct.pop() as string;
  return distinct.length === 0 ? last : `${distinct.join(", ")} or ${last}`;
}
