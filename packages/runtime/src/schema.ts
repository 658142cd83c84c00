import { propertyPath } from "@typeline/dsl/internal";

/** The subset of JSON Schema that the compiler makes of TypeScript types. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: boolean | Schema;
  readonly prefixItems?: readonly Schema[];
  readonly minItems?: number;
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
  if (schema.$ref !== undefined) return mismatch(value, target(schema.$ref, root), path, root);
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

/** What `#/$defs/Tree` means; the name is written as in a URI and a JSON Pointer. */
function target(reference: string, root: Schema): Schema {
  const name = decodeURIComponent(reference.slice("#/$defs/".length)).replaceAll("~1", "/").replaceAll("~0", "~");
  return root.$defs?.[name] ?? {};
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
  const { prefixItems = [], items = true, minItems = 0 } = schema;
  for (let index = 0; index < Math.max(list.length, minItems); index++) {
    const at = `${path}[${index}]`;
    const wanted = prefixItems[index] ?? items;
    const found =
      index < list.length ? within(list[index], wanted, at, root) : { path: at, expected: describe(wanted, root), actual: undefined };
    if (found) return found;
  }
  return undefined;
}

function objectMismatch(object: Readonly<Record<string, unknown>>, schema: Schema, path: string, root: Schema): Mismatch | undefined {
  const { properties = {}, required = [], additionalProperties: rest = true } = schema;
  // An assembled `{ note: undefined }` has the key; to TypeScript it is as good as absent.
  const missing = required.find((key) => !Object.hasOwn(object, key) || object[key] === undefined);
  if (missing !== undefined)
    return { path: propertyPath(path, missing), expected: describe(properties[missing] ?? {}, root), actual: undefined };
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) continue;
    const wanted = Object.hasOwn(properties, key) ? (properties[key] as Schema) : rest;
    const found = within(value, wanted, propertyPath(path, key), root);
    if (found) return found;
  }
  return undefined;
}

/** {@link mismatch} for a schema that may be just yes or no. */
function within(value: unknown, schema: boolean | Schema, path: string, root: Schema): Mismatch | undefined {
  if (typeof schema === "object") return mismatch(value, schema, path, root);
  return schema ? undefined : { path, expected: "nothing", actual: value };
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

function describe(schema: boolean | Schema, root: Schema): string {
  if (typeof schema === "boolean") return "a value";
  if (schema.$ref !== undefined) return describe(target(schema.$ref, root), root);
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
