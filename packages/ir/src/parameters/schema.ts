import { own } from "../finding.ts";
import type { JsonObject, JsonValue } from "../generated/index.ts";

/** A value that a schema does not allow: the first of a document, in the order of its text. */
export interface Mismatch {
  /** From the value that was checked: `cfg.layers[2]`. */
  readonly path: string;
  /** In words: `an integer`. */
  readonly wanted: string;
  /** `undefined` where nothing is. */
  readonly given: JsonValue | undefined;
}

/** JSON Schema as far as the compiler writes it for types of TypeScript; what else a schema says is not looked at. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly JsonValue[];
  readonly const?: JsonValue;
  readonly pattern?: string;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema | boolean;
  readonly prefixItems?: readonly Schema[];
  readonly minItems?: number;
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly $defs?: { readonly [name: string]: Schema };
}

/**
 * Checks one property of the objects that a schema describes, with all that is in it.
 *
 * @param schema that of `platforms.typeline.config.inputs`
 * @param name which property; it is what paths begin with
 */
export function schemaMismatch(value: JsonValue, schema: JsonObject, name: string): Mismatch | undefined {
  const root = schema as Schema;
  const property = own(root.properties, name);
  return property && check(value, property, name, root);
}

function check(value: JsonValue, schema: Schema | boolean, path: string, root: Schema): Mismatch | undefined {
  if (schema === true) return undefined;
  if (schema === false) return { path, wanted: "nothing", given: value };
  if (schema.$ref !== undefined) return check(value, referred(schema.$ref, root), path, root);
  if (schema.anyOf) return checkUnion(value, schema.anyOf, path, root);
  if (!fits(value, schema)) return { path, wanted: describe(schema, root), given: value };
  if (Array.isArray(value)) return checkList(value, schema, path, root);
  return isObject(value) ? checkObject(value, schema, path, root) : undefined;
}

/** Where one member alone is of the value's kind, what is wrong inside of it is told: `cfg.rate`, not `cfg`. */
function checkUnion(value: JsonValue, members: readonly Schema[], path: string, root: Schema): Mismatch | undefined {
  const found = members.map((member) => check(value, member, path, root));
  if (found.includes(undefined)) return undefined;
  const inside = found.filter((mismatch) => mismatch?.path !== path);
  return inside.length === 1 ? inside[0] : { path, wanted: describe({ anyOf: members }, root), given: value };
}

function checkList(list: readonly JsonValue[], schema: Schema, path: string, root: Schema): Mismatch | undefined {
  const { prefixItems = [], items = true, minItems = 0 } = schema;
  for (let index = 0; index < Math.max(list.length, minItems); index += 1) {
    const [at, wanted] = [`${path}[${index}]`, prefixItems[index] ?? items];
    if (index >= list.length) return { path: at, wanted: describe(wanted, root), given: undefined };
    const found = check(list[index]!, wanted, at, root);
    if (found) return found;
  }
  return undefined;
}

function checkObject(object: JsonObject, schema: Schema, path: string, root: Schema): Mismatch | undefined {
  const { properties, required = [], additionalProperties: rest = true } = schema;
  for (const [key, value] of Object.entries(object)) {
    const found = check(value, own(properties, key) ?? rest, step(path, key), root);
    if (found) return found;
  }
  const missing = required.find((key) => !Object.hasOwn(object, key));
  return missing === undefined
    ? undefined
    : { path: step(path, missing), wanted: describe(own(properties, missing) ?? true, root), given: undefined };
}

/** Whether the value is right, apart from what is in it. */
function fits(value: JsonValue, schema: Schema): boolean {
  if (schema.type !== undefined && !isOf(value, schema.type)) return false;
  if (schema.enum && !schema.enum.includes(value)) return false;
  if ("const" in schema && schema.const !== value) return false;
  return schema.pattern === undefined || typeof value !== "string" || new RegExp(schema.pattern, "u").test(value);
}

function isOf(value: JsonValue, type: string): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  return type === "integer" ? Number.isInteger(value) : typeof value === type;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What `#/$defs/Tree` means; the name is written as in a URI and a JSON Pointer. */
function referred(reference: string, root: Schema): Schema {
  const name = decodeURIComponent(reference.replace("#/$defs/", "")).replaceAll("~1", "/").replaceAll("~0", "~");
  return own(root.$defs, name) ?? {};
}

function step(path: string, key: string): string {
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

const words: { readonly [type: string]: string } = {
  string: "a string",
  number: "a number",
  integer: "an integer",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  null: "null",
};

function describe(schema: Schema | boolean, root: Schema): string {
  if (typeof schema === "boolean") return "a value";
  if (schema.$ref !== undefined) return describe(referred(schema.$ref, root), root);
  if (schema.enum) return either(schema.enum.map((value) => JSON.stringify(value)));
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.anyOf) return either(schema.anyOf.map((member) => describe(member, root)));
  if (schema.pattern !== undefined) return `a string like /${schema.pattern}/`;
  return own(words, schema.type ?? "") ?? "a value";
}

/** `a, b or c`, each once. */
export function either(options: readonly string[]): string {
  const distinct = [...new Set(options)];
  return distinct.length < 2 ? distinct.join("") : `${distinct.slice(0, -1).join(", ")} or ${distinct.at(-1)}`;
}
