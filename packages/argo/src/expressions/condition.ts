import { conditionRefusal, type ParameterType, parseExpression, selectorRefusal } from "@typeline/ir";
import { artifactPresence, artifactValue } from "./artifact.ts";
import { type Code, translate, Untranslatable } from "./translate.ts";

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
 * A `triggerPolicy.condition`. Its result is a truth or an error.
 *
 * @throws Untranslatable
 */
export function conditionCode(text: string, inputs: ConditionInputs): string {
  const parsed = parseExpression(text);
  if (parsed.error !== undefined) throw new Untranslatable(parsed.error);
  const refused = conditionRefusal(text);
  if (refused !== undefined) throw new Untranslatable(refused);
  const parameter = (place: readonly (string | number)[]) =>
    place[0] === "inputs" && place[1] === "parameter_values" && typeof place[2] === "string" && place.length === 3 ? place[2] : undefined;
  const { code, kind } = translate(parsed.expression, {
    value(place) {
      const name = parameter(place);
      if (name !== undefined) return inputs.parameter(name) ?? missing(name);
      const found = described(place);
      return found && artifactValue(inputs.artifact(found.name) ?? missing(found.name), found.fields);
    },
    presence(place) {
      const name = parameter(place);
      if (name !== undefined) return { code: inputs.parameter(name)?.present ?? "false", kind: "bool" };
      const [scope, group, artifact] = place;
      if (scope === "inputs" && group === "artifacts" && typeof artifact === "string" && place.length === 3) {
        const found = inputs.artifact(artifact);
        return { code: found === undefined ? "false" : `(${found.code} != nil)`, kind: "bool" };
      }
      const found = described(place);
      return found && artifactPresence(inputs.artifact(found.name) ?? missing(found.name), found.fields);
    },
  });
  if (kind === "bool") return code;
  if (kind !== "unknown") throw new Untranslatable(`the condition is ${kind}, not bool`);
  // Argo would read any other result as an expression of its own.
  return `(${code} && true)`;
}

/** `inputs.artifacts['name'].artifacts[0].fields…` */
function described(place: readonly (string | number)[]): { name: string; fields: readonly (string | number)[] } | undefined {
  const [scope, group, name, list, index, ...fields] = place;
  if (scope !== "inputs" || group !== "artifacts" || typeof name !== "string" || list !== "artifacts" || index !== 0) return undefined;
  return { name, fields };
}

/** The field of a `google.protobuf.Value` that holds values of a type. */
const fields: Readonly<Record<string, ReadonlySet<ParameterType>>> = {
  number_value: new Set(["NUMBER_DOUBLE", "NUMBER_INTEGER"]),
  bool_value: new Set(["BOOLEAN"]),
  struct_value: new Set(["STRUCT", "TASK_FINAL_STATUS"]),
  list_value: new Set(["LIST"]),
};

/**
 * A `parameterExpressionSelector` on a value: `string_value` is its text, JSON of what is no text.
 *
 * @param value the value, and the type that it is declared with; `undefined` where an expression made it
 * @throws Untranslatable
 */
export function selectorCode(text: string, value: { readonly code: string; readonly type: ParameterType | undefined }): string {
  const parsed = parseExpression(text);
  if (parsed.error !== undefined) throw new Untranslatable(parsed.error);
  const refused = selectorRefusal(text);
  if (refused !== undefined) throw new Untranslatable(refused);
  const { code, type } = value;
  const asText =
    type === undefined ? `(type(${code}) == "string" ? ${code} : toJson(${code}))` : type === "STRING" ? code : `toJson(${code})`;
  const made = translate(parsed.expression, {
    value([name, ...rest]) {
      if (rest.length > 0) return undefined;
      if (name === "string_value")
        return { code: asText, kind: "string", ...(type !== undefined && type !== "STRING" && { parsed: code }) };
      const types = Object.hasOwn(fields, String(name)) ? fields[String(name)] : undefined;
      if (types === undefined) return undefined;
      return type === undefined || types.has(type) ? { code, kind: "unknown" } : missing(String(name));
    },
    presence: () => undefined,
  });
  if (made.kind === "list" || made.kind === "map") throw new Untranslatable(`a ${made.kind} that the expression makes`);
  return made.code;
}
