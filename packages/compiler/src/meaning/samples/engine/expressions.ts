import { type Expression, parseExpression } from "@typeline/ir";
import { CelError, evaluate } from "./cel.ts";
import type { Values } from "./values.ts";

/**
 * Whether a `triggerPolicy.condition` holds for a task's inputs.
 *
 * @throws CelError, also if the result is no boolean
 */
export function holds(condition: string, { parameters, artifacts }: Values): boolean {
  const inputs = {
    parameter_values: Object.fromEntries(parameters),
    artifacts: Object.fromEntries([...artifacts].map(([name, list]) => [name, { artifacts: list }])),
  };
  const result = evaluate(read(condition), { inputs });
  if (typeof result !== "boolean") throw new CelError(`${condition} is no boolean`);
  return result;
}

/**
 * What a `parameterExpressionSelector` makes of a value: `string_value` is its JSON text, or the string itself; a result of `null` is an
 * error, as it is to KFP's driver (`expression.go`).
 *
 * @throws CelError
 */
export function select(text: string, value: unknown): unknown {
  const scope = {
    string_value: typeof value === "string" ? value : JSON.stringify(value),
    ...(typeof value === "number" && { number_value: value }),
    ...(typeof value === "boolean" && { bool_value: value }),
    ...(Array.isArray(value) ? { list_value: value } : typeof value === "object" && { struct_value: value }),
  };
  const result = json(evaluate(read(text), scope));
  if (result === null) throw new CelError(`${text} selects nothing`);
  return result;
}

function read(text: string): Expression {
  const parsed = parseExpression(text);
  if (parsed.error !== undefined) throw new CelError(`${text}: ${parsed.error}`);
  return parsed.expression;
}

function json(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  return Array.isArray(value) ? value.map(json) : value;
}
