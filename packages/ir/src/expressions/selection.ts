import type { JsonValue } from "../generated/index.ts";
import { bool, type CelType, double, dyn, int, listOf, mapOf, string } from "./check/types.ts";
import { attempt, evaluateChecked, refusal } from "./evaluate.ts";
import { CelFailure } from "./failure.ts";
import { selectorText } from "./json-text.ts";
import { parseExpression } from "./parse.ts";
import { type CelValue, celFromJson, celInt, celString } from "./values/value.ts";

export type SelectorResult =
  | { readonly value: JsonValue; readonly error?: undefined }
  /** `unsupported`: KFP may have a value here. */
  | { readonly error: string; readonly unsupported?: true };

/** The variables of a selector: the fields of `google.protobuf.Value`. */
const variables: ReadonlyMap<string, CelType> = new Map([
  ["null_value", int],
  ["number_value", double],
  ["string_value", string],
  ["bool_value", bool],
  ["struct_value", mapOf(string, dyn)],
  ["list_value", listOf(dyn)],
]);

/**
 * What KFP's driver makes of a `parameterExpressionSelector` on a parameter's value, or an error, which fails the run. `string_value` is
 * there for every value, as its text (JSON of lists and objects); of the other variables the one of the value's own kind. A list or object
 * that is written in the expression is no result that KFP takes, and neither is null.
 */
export function evaluateSelector(text: string, value: JsonValue): SelectorResult {
  const parsed = parseExpression(text);
  if (parsed.error !== undefined) return { error: parsed.error };
  const result = evaluateChecked(parsed.expression, variables, valuesOf(value));
  return result.error === undefined ? attempt(() => ({ value: taken(result.value) })) : result;
}

/** Why KFP's driver refuses a selector, whatever the value is; `undefined` where it depends on it, or where we cannot say. */
export function selectorRefusal(text: string): string | undefined {
  const parsed = parseExpression(text);
  return parsed.error ?? refusal(parsed.expression, variables);
}

function valuesOf(value: JsonValue): ReadonlyMap<string, CelValue> {
  return new Map([
    // An enum of protobuf is an int in CEL.
    [`${kindOf(value)}_value`, value === null ? celInt(0n) : celFromJson(value, "protobuf")],
    ["string_value", celString(selectorText(value))],
  ]);
}

function kindOf(value: JsonValue): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  return typeof value === "boolean" ? "bool" : typeof value === "object" ? "struct" : typeof value;
}

/** The result as KFP takes it. */
function taken(value: CelValue): JsonValue {
  if (value.type === "null") throw new CelFailure("the selected value is null");
  if (value.type !== "list" || value.origin !== "concatenation") return toJson(value);
  // Its elements are taken one by one, and then lists and objects of the parameter itself are not taken.
  return value.elements.map((element) => {
    if ("origin" in element && element.origin === "protobuf") throw new CelFailure(`a list that holds a ${element.type} of the parameter`);
    return taken(element);
  });
}

function toJson(value: CelValue): JsonValue {
  switch (value.type) {
    case "null":
      return null;
    case "bool":
    case "string":
      return value.value;
    case "int":
    case "uint":
      return Number(value.value);
    case "double":
      if (!Number.isFinite(value.value)) throw new CelFailure(`${value.value} cannot be a parameter`);
      return value.value;
    case "type":
      return value.name;
    case "bytes":
      return btoa(String.fromCharCode(...value.value));
    case "list":
      if (value.origin === undefined) throw new CelFailure("a list that the expression makes cannot be a parameter");
      return value.elements.map(toJson);
    case "map":
      if (value.origin === undefined) throw new CelFailure("an object that the expression makes cannot be a parameter");
      return Object.fromEntries(Array.from(value.entries.values(), ({ key, value }) => [(key as { value: string }).value, toJson(value)]));
    default:
      throw new CelFailure(`${value.type} cannot be a parameter`);
  }
}
