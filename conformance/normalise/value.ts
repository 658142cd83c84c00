import { type Expression, parseExpression, selectorPath } from "@typeline/ir";
import type { Json, JsonObject } from "./json.ts";

/**
 * Where a value comes from, with the boundaries of groups and nested pipelines taken away: a reference names the task that really
 * produces it, whatever the inputs were called on the way. `$node` is the only form that points at a task; labels replace it at the end.
 */
export type Value = JsonObject;

export const constant = (value: Json): Value => ({ constant: value });
export const absent: Value = { absent: true };
/** Who starts a run may leave out an optional one without a default. */
export const pipelineInput = (name: string, optional: boolean): Value => ({ pipelineInput: name, ...(optional ? { optional } : {}) });
export const outputOf = (node: number, key: string): Value => ({ output: key, of: { $node: node } });
/** The current item of the loop that `node` is. */
export const itemOf = (node: number): Value => ({ item: { $node: node } });
export const statusOf = (node: number): Value => ({ statusOf: { $node: node } });
/** What the iterations of `node` made, in index order. */
export const gathered = (node: number, value: Value): Value => ({ gathered: value, over: { $node: node } });
/** A value, or if whoever starts the run left it out, the default of the input that it is bound to. */
export const orElse = (value: Value, fallback: Value): Value => ({ value, else: fallback });
/** One of several producers, in exclusive branches: their order means nothing, since `ran` names the condition of each. */
export const oneOf = (arms: readonly Arm[]): Value =>
  arms.length === 1 ? arms[0]!.value : { oneOf: { $set: arms.map(({ ...arm }) => arm) } };

export type Arm = { value: Value; ran?: Value };

/** What a selector makes of a value. One that only follows keys is a path, as a condition's own indexes are; one that joins texts is a template. */
export function selected(expression: string, value: Value): Value {
  const path = selectorPath(expression) ?? [];
  if (path.length > 0) return at(value, path);
  const parsed = parseExpression(expression);
  const parts = parsed.error === undefined ? joined(parsed.expression, value) : undefined;
  return parts === undefined ? { selected: expression, of: value } : template(parts);
}

/** The parts of `"…" + string_value + "…"`; of any other expression nothing. */
function joined(expression: Expression, value: Value): (string | Value)[] | undefined {
  if (expression.kind === "literal" && expression.type === "string") return [expression.value];
  if (expression.kind === "identifier" && expression.name === "string_value") return [value];
  if (expression.kind !== "binary" || expression.operator !== "+") return undefined;
  const [left, right] = [joined(expression.left, value), joined(expression.right, value)];
  return left && right && [...left, ...right];
}

/** A field or element, to any depth. */
export function at(value: Value, path: readonly (string | number)[]): Value {
  const [start, steps] = Array.isArray(value.path) ? [value.at as Value, value.path] : [value, []];
  return { path: [...steps, ...path], at: start };
}

/** Only an input of the pipeline itself can be absent when all is bound. */
export function mayBeAbsent(value: Value): boolean {
  return value.optional === true;
}

export function isConstant(value: Value): value is Value & { constant: Json } {
  return "constant" in value;
}

/** Whether a value is put together from others: a template, a list or an object with symbolic parts. */
export function isAssembled(value: Value): boolean {
  return "text" in value || "list" in value || "object" in value || "assembled" in value;
}

/** A template: neighbouring constant strings are one, and a template of constants only is a constant. */
export function template(parts: readonly (string | Value)[]): Value {
  const joined: (string | Value)[] = [];
  for (const part of parts.flatMap(templateParts)) {
    const last = joined.at(-1);
    if (typeof part === "string" && typeof last === "string") joined[joined.length - 1] = last + part;
    else if (part !== "") joined.push(part);
  }
  if (joined.every((part) => typeof part === "string")) return constant(joined.join(""));
  return { text: joined };
}

function templateParts(part: string | Value): (string | Value)[] {
  if (typeof part === "string") return [part];
  if (isConstant(part) && (part.constant === null || typeof part.constant !== "object")) return [String(part.constant)];
  return Array.isArray(part.text) ? (part.text as (string | Value)[]) : [part];
}

export function listOf(items: readonly Value[]): Value {
  return items.every(isConstant) ? constant(items.map((item) => item.constant)) : { list: [...items] };
}

/** An object; the order of its properties means nothing. */
export function objectOf(entries: readonly (readonly [string, Value])[]): Value {
  const last = new Map(entries);
  if ([...last.values()].every(isConstant)) {
    return constant(Object.fromEntries([...last].map(([key, value]) => [key, (value as { constant: Json }).constant])));
  }
  return { object: Object.fromEntries(last) };
}
