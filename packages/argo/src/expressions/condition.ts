import { parseExpression } from "@typeline/ir";
import { type Code, type Kind, translate, Untranslatable } from "./translate.ts";

/** The inputs of the task that a condition decides on, as expressions. */
export interface ConditionInputs {
  /** The value of a parameter; `undefined` where the task is not given it. */
  parameter(name: string): (Code & { readonly present: string }) | undefined;
  /** The description of an artifact. */
  artifact(name: string): Code | undefined;
}

/** What stands for a value that is not there: reading it is an error, as it is to KFP. */
const missing = (name: string): Code => ({ code: `fromJSON("there is no ${name.replaceAll(/[^-\w]/g, "_")}")`, kind: "unknown" });

/**
 * A `triggerPolicy.condition`.
 *
 * @throws Untranslatable
 */
export function conditionCode(text: string, inputs: ConditionInputs): string {
  const parsed = parseExpression(text);
  if (parsed.error !== undefined) throw new Untranslatable(parsed.error);
  const parameter = (place: readonly (string | number)[]) =>
    place[0] === "inputs" && place[1] === "parameter_values" && typeof place[2] === "string" && place.length === 3 ? place[2] : undefined;
  return translate(parsed.expression, {
    value(place) {
      const name = parameter(place);
      if (name !== undefined) return inputs.parameter(name) ?? missing(name);
      const [scope, group, artifact, list, index] = place;
      if (scope !== "inputs" || group !== "artifacts" || typeof artifact !== "string" || list !== "artifacts" || index !== 0)
        return undefined;
      return place.length === 5 ? (inputs.artifact(artifact) ?? missing(artifact)) : undefined;
    },
    presence(place) {
      const name = parameter(place);
      if (name !== undefined) return { code: inputs.parameter(name)?.present ?? "false", kind: "bool" };
      const [scope, group, artifact] = place;
      if (scope !== "inputs" || group !== "artifacts" || typeof artifact !== "string" || place.length !== 3) return undefined;
      const found = inputs.artifact(artifact);
      return { code: found === undefined ? "false" : `(${found.code} != nil)`, kind: "bool" };
    },
  }).code;
}

/**
 * A `parameterExpressionSelector` on a value: `string_value` is its text, JSON of what is no text.
 *
 * @param value the value, and whether it is text
 * @throws Untranslatable
 */
export function selectorCode(text: string, value: { readonly code: string; readonly isText: boolean | undefined }): string {
  const parsed = parseExpression(text);
  if (parsed.error !== undefined) throw new Untranslatable(parsed.error);
  const { code, isText } = value;
  const asText = isText === undefined ? `(type(${code}) == "string" ? ${code} : toJson(${code}))` : isText ? code : `toJson(${code})`;
  const kinds: Readonly<Record<string, Kind>> = { number_value: "double", bool_value: "bool", struct_value: "map", list_value: "list" };
  return translate(parsed.expression, {
    value([name, ...rest]) {
      if (rest.length > 0) return undefined;
      if (name === "string_value") return { code: asText, kind: "string", ...(isText === false && { parsed: code }) };
      const kind = kinds[String(name)];
      return kind && { code, kind: "unknown" };
    },
    presence: () => undefined,
  }).code;
}
