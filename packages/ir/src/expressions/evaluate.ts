import { checkExpression } from "./check/check.ts";
import { type CelType, typeNames } from "./check/types.ts";
import { CelFailure, noOverload } from "./failure.ts";
import { type Macro, macroOf } from "./macros.ts";
import type { Expression } from "./tree.ts";
import { withoutPairs } from "./unary.ts";
import { has, index, isIn, select } from "./values/access.ts";
import { calculate, negate } from "./values/arithmetic.ts";
import { conversions } from "./values/conversions.ts";
import { equal } from "./values/equality.ts";
import { functions, unsupportedFunctions } from "./values/functions.ts";
import { compare } from "./values/order.ts";
import { type CelMapEntry, type CelValue, celBool, mapKey } from "./values/value.ts";

export type Evaluation =
  | { readonly value: CelValue; readonly error?: undefined }
  /** `unsupported`: cel-go may have a value here. */
  | { readonly error: string; readonly unsupported?: true };

type Variables = ReadonlyMap<string, CelValue>;

interface Scope {
  readonly variables: Variables;
  readonly identities: ReadonlySet<Expression>;
}

/**
 * The value of an expression, with the meaning that cel-go 0.27 gives it (KFP 2.17's): `&&` and `||` do not care about the order of their
 * operands and pass over an error that cannot matter, nothing converts a value but the functions made for it, and what is not there is
 * an error. Types are checked as values meet, so an expression that cel-go's checker refuses may have a value here:
 * {@link checkExpression} is that checker.
 *
 * Messages, regular expressions, timestamps and durations are not supported.
 */
export function evaluate(expression: Expression, variables: Variables): Evaluation {
  return attempt(() => ({ value: evaluated(expression, { variables, identities: new Set() }) }));
}

/** The value of an expression, if cel-go's checker takes it with variables of these types. */
export function evaluateChecked(expression: Expression, types: ReadonlyMap<string, CelType>, variables: Variables): Evaluation {
  return attempt(() => {
    const { identities } = checkExpression(expression, types);
    return { value: evaluated(expression, { variables, identities }) };
  });
}

/** Why cel-go's checker refuses an expression with variables of these types; `undefined` where it does not, or where ours cannot say. */
export function refusal(expression: Expression, types: ReadonlyMap<string, CelType>): string | undefined {
  const result = attempt(() => checkExpression(expression, types));
  return "error" in result && !result.unsupported ? result.error : undefined;
}

/** The outcome of something that may throw a {@link CelFailure}. */
export function attempt<T extends object>(action: () => T): T | { readonly error: string; readonly unsupported?: true } {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof CelFailure)) throw error;
    return { error: error.message, ...(error.unsupported && { unsupported: true as const }) };
  }
}

function evaluated(expression: Expression, scope: Scope): CelValue {
  switch (expression.kind) {
    case "literal":
      return expression.type === "null" ? { type: "null" } : expression;
    case "identifier":
      return scope.variables.get(expression.name) ?? typeNames.get(expression.name) ?? unknown(expression.name);
    case "select":
      return select(evaluated(expression.operand, scope), expression.field);
    case "index":
      return index(evaluated(expression.operand, scope), evaluated(expression.index, scope));
    case "call":
      return called(expression, scope);
    case "unary":
      return unary(withoutPairs(expression), scope);
    case "binary":
      return binary(expression, scope);
    case "conditional": {
      const condition = truth(evaluated(expression.condition, scope));
      return evaluated(condition ? expression.whenTrue : expression.whenFalse, scope);
    }
    case "list":
      return { type: "list", elements: expression.elements.map((element) => evaluated(element, scope)) };
    case "map":
      return map(expression, scope);
    case "message":
      throw new CelFailure(`a message ${expression.type}{…} is not evaluated`, true);
  }
}

function unknown(name: string): never {
  throw new CelFailure(`there is no ${name}`);
}

function truth(value: CelValue): boolean {
  return value.type === "bool" ? value.value : noOverload("a condition", value.type);
}

function unary(expression: Expression, scope: Scope): CelValue {
  if (expression.kind !== "unary") return evaluated(expression, scope);
  const operand = evaluated(expression.operand, scope);
  return expression.operator === "-" ? negate(operand) : celBool(!truth(operand));
}

function map({ entries }: Extract<Expression, { kind: "map" }>, scope: Scope): CelValue {
  const made = new Map<string, CelMapEntry>();
  for (const entry of entries) {
    const key = evaluated(entry.key, scope);
    made.set(mapKey(key), { key, value: evaluated(entry.value, scope) });
  }
  return { type: "map", entries: made };
}

function binary({ operator, left, right }: Extract<Expression, { kind: "binary" }>, scope: Scope): CelValue {
  if (operator === "&&" || operator === "||")
    return logical(operator === "||", [() => evaluated(left, scope), () => evaluated(right, scope)]);
  const [a, b] = [evaluated(left, scope), evaluated(right, scope)];
  switch (operator) {
    case "==":
      return celBool(equal(a, b));
    case "!=":
      return celBool(!equal(a, b));
    case "<":
      return celBool(compare(operator, a, b) < 0);
    case "<=":
      return celBool(compare(operator, a, b) <= 0);
    case ">":
      return celBool(compare(operator, a, b) > 0);
    case ">=":
      return celBool(compare(operator, a, b) >= 0);
    case "in":
      return celBool(isIn(a, b));
    default:
      return calculate(operator, a, b);
  }
}

/** `deciding` is the value of an operand that settles the matter, whatever the others are: true of `||`. An error counts only if none does. */
function logical(deciding: boolean, operands: Iterable<() => CelValue>): CelValue {
  let failure: CelFailure | undefined;
  for (const operand of operands) {
    try {
      if (truth(operand()) === deciding) return celBool(deciding);
    } catch (error) {
      if (!(error instanceof CelFailure)) throw error;
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return celBool(!deciding);
}

function called(call: Extract<Expression, { kind: "call" }>, scope: Scope): CelValue {
  const macro = macroOf(call);
  if (macro !== undefined) return expanded(macro, scope);
  const run = functions.get(call.name);
  if (run === undefined) throw new CelFailure(`there is no function ${call.name}`, unsupportedFunctions.has(call.name));
  const values = call.target === undefined ? call.arguments : [call.target, ...call.arguments];
  const given = values.map((value) => evaluated(value, scope));
  if (scope.identities.has(call) && Object.hasOwn(conversions, call.name)) return identity(call.name, given[0]!);
  return run(...given);
}

function identity(name: string, value: CelValue): CelValue {
  if (name === "type" || name === "dyn") return conversions[name]!(value);
  return value.type === name ? value : noOverload(name, value.type);
}

function expanded(macro: Macro, scope: Scope): CelValue {
  if (macro.name === "has") return celBool(has(evaluated(macro.operand, scope), macro.field));
  const scopes = itemsOf(evaluated(macro.range, scope)).map((item) => ({
    ...scope,
    variables: new Map([...scope.variables, [macro.item, item]]),
  }));
  const holds = (scope: Scope) => macro.predicate === undefined || truth(evaluated(macro.predicate, scope));
  switch (macro.name) {
    case "all":
    case "exists": {
      const operands = scopes.map((scope) => () => celBool(holds(scope)));
      return logical(macro.name === "exists", operands);
    }
    case "exists_one":
      return celBool(scopes.filter(holds).length === 1);
    case "filter":
      return { type: "list", elements: scopes.filter(holds).map((scope) => scope.variables.get(macro.item)!) };
    case "map":
      return { type: "list", elements: scopes.filter(holds).map((scope) => evaluated(macro.transform!, scope)) };
  }
}

function itemsOf(range: CelValue): readonly CelValue[] {
  if (range.type === "list") return range.elements;
  if (range.type === "map") return Array.from(range.entries.values(), ({ key }) => key);
  return noOverload("a macro", range.type);
}
