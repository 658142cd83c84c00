import { evaluateChecked, refusal } from "./evaluate.ts";
import { type ConditionInputs, conditionValues, conditionVariables } from "./executor-input.ts";
import { parseExpression } from "./parse.ts";

export type ConditionResult =
  | { readonly value: boolean; readonly error?: undefined }
  /** `unsupported`: KFP may have an answer here. */
  | { readonly error: string; readonly unsupported?: true };

/**
 * What KFP's driver makes of a `triggerPolicy.condition`: whether the task runs, or an error, which fails the run. Numbers of JSON are
 * doubles; a parameter that is absent cannot be read, but `'x' in inputs.parameter_values` is false.
 */
export function evaluateCondition(text: string, inputs: ConditionInputs): ConditionResult {
  const parsed = parseExpression(text);
  if (parsed.error !== undefined) return { error: parsed.error };
  const result = evaluateChecked(parsed.expression, conditionVariables, conditionValues(inputs));
  if (result.error !== undefined) return result;
  return result.value.type === "bool" ? { value: result.value.value } : { error: `the condition is ${result.value.type}, not bool` };
}

/** Why KFP's driver refuses a condition, whatever the inputs are; `undefined` where it depends on them, or where we cannot say. */
export function conditionRefusal(text: string): string | undefined {
  const parsed = parseExpression(text);
  return parsed.error ?? refusal(parsed.expression, conditionVariables);
}
