import type { Json } from "@typeline/runtime";
import type { ListType, Port, StructType, ValueType } from "./value-type.ts";

/** The part of JSON Schema (draft 2020-12) that types of the language need. Keys are written in this order. */
export type JsonSchema = {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly enum?: readonly (string | number)[];
  readonly const?: boolean;
  readonly pattern?: string;
  readonly items?: JsonSchema | false;
  readonly prefixItems?: readonly JsonSchema[];
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | false;
  readonly anyOf?: readonly JsonSchema[];
  readonly default?: Json;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
};

type Definitions = Map<string, JsonSchema>;

/** The JSON Schema of a type's values. Recursive types are under `$defs`, sorted by name. */
export function toJsonSchema(type: ValueType): JsonSchema {
  const definitions: Definitions = new Map();
  return withDefinitions(schemaOf(type, definitions), definitions);
}

/**
 * The JSON Schema of the object of a component's or pipeline's parameters. Artifacts are left out: they are not given as JSON.
 * @param defaults values of optional inputs, by name.
 */
export function interfaceSchema(inputs: readonly Port[], defaults: ReadonlyMap<string, Json> = new Map()): JsonSchema {
  const definitions: Definitions = new Map();
  const parameters = inputs.filter(({ type }) => type.kind !== "artifact" && type.kind !== "artifacts" && type.kind !== "taskStatus");
  const properties = parameters.map(({ name, type, description }): [string, JsonSchema] => {
    const schema = described(schemaOf(type, definitions), description);
    return [name, defaults.has(name) ? { ...schema, default: defaults.get(name)! } : schema];
  });
  const required = parameters.filter(({ optional }) => !optional).map(({ name }) => name);
  const schema = objectSchema(properties, required, false);
  return withDefinitions({ $schema: "https://json-schema.org/draft/2020-12/schema", ...schema }, definitions);
}

function schemaOf(type: ValueType, definitions: Definitions): JsonSchema {
  switch (type.kind) {
    case "string":
      return {
        type: "string",
        ...(type.literals && { enum: type.literals }),
        ...(type.pattern !== undefined && { pattern: type.pattern }),
      };
    case "number":
      return { type: type.integer ? "integer" : "number", ...(type.literals && { enum: type.literals }) };
    case "boolean":
      return { type: "boolean", ...(type.literal !== undefined && { const: type.literal }) };
    case "null":
      return { type: "null" };
    case "list":
      return listSchema(type, definitions);
    case "struct":
      return structSchema(type, definitions);
    case "union":
      // Nothing is known of what a union of nothing is.
      return type.members.length === 0 ? {} : { anyOf: type.members.map((member) => schemaOf(member, definitions)) };
    case "recursive":
      return reference(type.name, type.target, definitions);
    case "artifact":
    case "artifacts":
    case "taskStatus":
      throw new Error(`A ${type.kind} has no JSON Schema: the types' reader lets it stand at the top of an interface only.`);
  }
}

function reference(name: string, target: ValueType, definitions: Definitions): JsonSchema {
  if (!definitions.has(name)) {
    definitions.set(name, {}); // holds the place, so that the target's own mentions end here
    definitions.set(name, schemaOf(target, definitions));
  }
  return { $ref: `#/$defs/${encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"))}` };
}

function listSchema({ element, tuple, open, minLength = tuple?.length ?? 0 }: ListType, definitions: Definitions): JsonSchema {
  if (!tuple) return { type: "array", items: schemaOf(element, definitions) };
  return {
    type: "array",
    items: open ? schemaOf(element, definitions) : false,
    ...(tuple.length > 0 && { prefixItems: tuple.map((position) => schemaOf(position, definitions)) }),
    ...(minLength > 0 && { minItems: minLength }),
  };
}

function structSchema({ fields, rest }: StructType, definitions: Definitions): JsonSchema {
  const properties = [...fields].map(([name, { type, description }]): [string, JsonSchema] => [
    name,
    described(schemaOf(type, definitions), description),
  ]);
  const required = [...fields].filter(([, { optional }]) => !optional).map(([name]) => name);
  return objectSchema(properties, required, rest && schemaOf(rest, definitions));
}

/** `Object.fromEntries` defines its properties, so a field named `__proto__` is one like any other. */
function objectSchema(properties: [string, JsonSchema][], required: readonly string[], rest: JsonSchema | false | undefined): JsonSchema {
  return {
    type: "object",
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    ...(required.length > 0 && { required }),
    ...(rest !== undefined && { additionalProperties: rest }),
  };
}

/** Beside a `$ref`, draft 2020-12 allows a description. */
function described(schema: JsonSchema, description: string | undefined): JsonSchema {
  if (description === undefined) return schema;
  const { $ref, type, ...rest } = schema;
  return { ...($ref !== undefined && { $ref }), ...(type !== undefined && { type }), description, ...rest };
}

function withDefinitions(schema: JsonSchema, definitions: Definitions): JsonSchema {
  if (definitions.size === 0) return schema;
  return { ...schema, $defs: Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1))) };
}
