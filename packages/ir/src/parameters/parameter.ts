import type { ComponentInputParameterSpec, JsonObject, JsonValue, ParameterType } from "../generated/index.ts";
import { either, isObject, type Mismatch, schemaMismatch } from "./schema.ts";

/** Why a value cannot be an input's. */
export interface ParameterProblem extends Mismatch {
  /** What a parser had to say. */
  readonly why?: string | undefined;
}

export type ParameterResult =
  | { readonly value: JsonValue; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: ParameterProblem };

/** How values of a type are written, and which they are. */
interface Kind {
  readonly wanted: string;
  /** @throws SyntaxError */
  readonly parse: (text: string) => unknown;
  readonly is: (value: unknown) => boolean;
}

const kinds: { readonly [type in ParameterType]?: Kind } = {
  STRING: { wanted: "a string", parse: (text) => text, is: (value) => typeof value === "string" },
  NUMBER_DOUBLE: { wanted: "a number", parse: JSON.parse, is: Number.isFinite },
  NUMBER_INTEGER: { wanted: "an integer", parse: JSON.parse, is: Number.isSafeInteger },
  BOOLEAN: { wanted: "true or false", parse: JSON.parse, is: (value) => typeof value === "boolean" },
  LIST: { wanted: "a list", parse: JSON.parse, is: Array.isArray },
  STRUCT: { wanted: "an object", parse: JSON.parse, is: isObject },
};

/**
 * Reads a parameter's value from a command line: the text itself for a string, JSON for anything else. The value is checked as
 * {@link checkParameter} does.
 *
 * @param name what the input is called; paths in problems begin with it
 * @param schema JSON Schema of the object of all inputs: `platforms.typeline.config.inputs`, where a document has it
 */
export function parseParameter(
  name: string,
  text: string,
  definition: ComponentInputParameterSpec,
  schema?: JsonObject | undefined,
): ParameterResult {
  let value: unknown = text;
  try {
    const kind = kinds[definition.parameterType];
    if (kind) value = kind.parse(text);
  } catch (error) {
    // Of a number or a truth value it is plain what is wrong; JSON's parser knows where a list or an object breaks.
    const isDeep = definition.parameterType === "LIST" || definition.parameterType === "STRUCT";
    const wanted = parameterWord(definition);
    return {
      problem: {
        path: name,
        wanted: isDeep ? `${wanted}, as JSON` : wanted,
        given: text,
        ...(isDeep && { why: (error as Error).message }),
      },
    };
  }
  return checkParameter(name, value, definition, schema);
}

/**
 * Checks a value: against the type that the IR names, its `literals`, and deeply against the JSON Schema where there is one.
 *
 * @param value of JSON or YAML
 */
export function checkParameter(
  name: string,
  value: unknown,
  { parameterType, literals = [] }: ComponentInputParameterSpec,
  schema?: JsonObject | undefined,
): ParameterResult {
  const kind = kinds[parameterType];
  const given = value as JsonValue | undefined;
  if (kind === undefined) return { problem: { path: name, wanted: "nothing: only an engine gives it", given } };
  if (!kind.is(value)) return { problem: { path: name, wanted: kind.wanted, given, why: lossy(value) } };
  if (literals.length > 0 && !literals.some((literal) => JSON.stringify(literal) === JSON.stringify(value)))
    return { problem: { path: name, wanted: either(literals.map((literal) => JSON.stringify(literal))), given } };
  const problem = schema && schemaMismatch(value as JsonValue, schema, name);
  return problem ? { problem } : { value: value as JsonValue };
}

/** ``input `cfg.layers[2]`: wanted an integer, but got "many".`` */
export function explainParameter({ path, wanted, given, why }: ParameterProblem): string {
  const got = given === undefined ? "nothing is there" : `got ${excerpt(given)}`;
  return `input \`${path}\`: wanted ${wanted}, but ${got}${why === undefined ? "" : ` (${why})`}.`;
}

/** What a type is called where a value of it must be given. */
export function parameterWord({ parameterType }: ComponentInputParameterSpec): string {
  return kinds[parameterType]?.wanted ?? "nothing";
}

/** Engines carry every number as a double. */
function lossy(value: unknown): string | undefined {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? "beyond 2^53 numbers lose digits" : undefined;
}

function excerpt(value: JsonValue): string {
  // JSON has no words for these, which YAML may hold.
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
