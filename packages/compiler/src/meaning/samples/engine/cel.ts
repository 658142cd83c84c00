import type { Expression } from "@typeline/ir";

/** An expression cannot be evaluated: a key that is missing, an operator that the types do not have. */
export class CelError extends Error {}

type Scope = Readonly<Record<string, unknown>>;

/**
 * What an expression of CEL is worth, by the language's definition and cel-go's choices: `int` is a `bigint`, `double` a number, maps are
 * objects. Written for the tests, and knows the part of the language that pipelines use.
 *
 * @throws CelError
 */
export function evaluate(expression: Expression, scope: Scope): unknown {
  const value = (one: Expression): unknown => evaluate(one, scope);
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "identifier":
      return field(scope, expression.name);
    case "select":
      return field(value(expression.operand), expression.field);
    case "index":
      return element(value(expression.operand), value(expression.index));
    case "unary":
      return expression.operator === "!" ? !truth(value(expression.operand)) : negated(value(expression.operand));
    case "conditional":
      return truth(value(expression.condition)) ? value(expression.whenTrue) : value(expression.whenFalse);
    case "binary":
      if (expression.operator === "&&" || expression.operator === "||") return logical(expression, value);
      return binary(expression.operator, value(expression.left), value(expression.right));
    case "list":
      return expression.elements.map(value);
    case "map":
      return Object.fromEntries(expression.entries.map((entry) => [value(entry.key), value(entry.value)]));
    case "call":
      return call(expression, scope);
    case "message":
      throw new CelError(`there is no message ${expression.type}`);
  }
}

/** Both sides count, whatever their order: an error is one only if the other side does not decide. */
function logical({ operator, left, right }: Extract<Expression, { kind: "binary" }>, value: (one: Expression) => unknown): boolean {
  const decisive = operator === "||";
  const errors: unknown[] = [];
  for (const side of [left, right]) {
    try {
      if (truth(value(side)) === decisive) return decisive;
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
  return !decisive;
}

function truth(value: unknown): boolean {
  if (typeof value !== "boolean") throw new CelError(`${text(value)} is no bool`);
  return value;
}

function field(of: unknown, name: string): unknown {
  if (!isMap(of) || !Object.hasOwn(of, name)) throw new CelError(`no such key: ${name}`);
  return of[name];
}

function element(of: unknown, index: unknown): unknown {
  if (!Array.isArray(of)) return field(of, String(index));
  const at = Number(index);
  if (!isNumber(index) || !Number.isInteger(at) || at < 0 || at >= of.length) throw new CelError(`index out of bounds: ${text(index)}`);
  return of[at];
}

function negated(value: unknown): unknown {
  if (typeof value === "bigint" || typeof value === "number") return -value;
  throw new CelError(`no such overload: -${text(value)}`);
}

function binary(operator: string, left: unknown, right: unknown): unknown {
  switch (operator) {
    case "==":
      return equal(left, right);
    case "!=":
      return !equal(left, right);
    case "in":
      if (Array.isArray(right)) return right.some((item) => equal(item, left));
      if (isMap(right)) return Object.hasOwn(right, String(left));
      break;
    case "<":
      return compare(left, right, (order) => order < 0);
    case "<=":
      return compare(left, right, (order) => order <= 0);
    case ">":
      return compare(left, right, (order) => order > 0);
    case ">=":
      return compare(left, right, (order) => order >= 0);
    case "+":
      if (typeof left === "string" && typeof right === "string") return left + right;
      if (Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
  }
  if (typeof left === "number" && typeof right === "number") {
    if (operator === "+") return left + right;
    if (operator === "-") return left - right;
    if (operator === "*") return left * right;
    if (operator === "/") return left / right;
  }
  if (typeof left === "bigint" && typeof right === "bigint") {
    if (operator === "+") return left + right;
    if (operator === "-") return left - right;
    if (operator === "*") return left * right;
    if (right === 0n && (operator === "/" || operator === "%")) throw new CelError("division by zero");
    if (operator === "/") return left / right;
    if (operator === "%") return left % right;
  }
  throw new CelError(`no such overload: ${text(left)} ${operator} ${text(right)}`);
}

/** Numbers are equal across their types; other types are not. */
function equal(left: unknown, right: unknown): boolean {
  // biome-ignore lint/suspicious/noDoubleEquals: a bigint and a number are equal by value with `==` alone
  if (isNumber(left) && isNumber(right)) return left == right;
  if (Array.isArray(left) && Array.isArray(right)) return left.length === right.length && left.every((item, at) => equal(item, right[at]));
  if (isMap(left) && isMap(right)) {
    const keys = Object.keys(left);
    return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && equal(left[key], right[key]));
  }
  return left === right;
}

function compare(left: unknown, right: unknown, fits: (order: number) => boolean): boolean {
  if (typeof left === "string" && typeof right === "string") return fits(byCodePoints(left, right));
  if (typeof left === "boolean" && typeof right === "boolean") return fits(Number(left) - Number(right));
  if (!isNumber(left) || !isNumber(right)) throw new CelError(`no such overload: ${text(left)} < ${text(right)}`);
  if (Number.isNaN(left) || Number.isNaN(right)) return false;
  return fits(left < right ? -1 : left > right ? 1 : 0);
}

function byCodePoints(left: string, right: string): number {
  const [a, b] = [Array.from(left), Array.from(right)];
  const at = a.findIndex((letter, index) => letter !== b[index]);
  if (at < 0) return a.length - b.length;
  return b[at] === undefined ? 1 : a[at]!.codePointAt(0)! - b[at].codePointAt(0)!;
}

const MACROS = new Set(["all", "exists", "exists_one", "filter", "map"]);

function call({ name, target, arguments: given }: Extract<Expression, { kind: "call" }>, scope: Scope): unknown {
  if (target !== undefined && MACROS.has(name)) return macro(name, evaluate(target, scope), given, scope);
  if (name === "has" && given[0]?.kind === "select") {
    const of = evaluate(given[0].operand, scope);
    return isMap(of) && Object.hasOwn(of, given[0].field);
  }
  const [subject, other] = [...(target === undefined ? [] : [target]), ...given].map((one) => evaluate(one, scope));
  const texts = typeof subject === "string" && typeof other === "string";
  switch (name) {
    case "size":
      if (typeof subject === "string") return BigInt(Array.from(subject).length);
      if (Array.isArray(subject)) return BigInt(subject.length);
      if (isMap(subject)) return BigInt(Object.keys(subject).length);
      break;
    case "int":
      if (typeof subject === "string" && /^[+-]?\d+$/.test(subject)) return BigInt(subject);
      if (typeof subject === "bigint") return subject;
      if (typeof subject === "number" && Math.abs(subject) < 2 ** 63) return BigInt(Math.trunc(subject));
      break;
    case "double":
      if (isNumber(subject) || (typeof subject === "string" && subject.trim() !== "" && !Number.isNaN(Number(subject))))
        return Number(subject);
      break;
    case "string":
      if (typeof subject === "string" || typeof subject === "boolean" || typeof subject === "bigint") return String(subject);
      if (typeof subject === "number") return printDouble(subject);
      break;
    case "bool":
      if (typeof subject === "boolean") return subject;
      if (subject === "true" || subject === "false") return subject === "true";
      break;
    case "parseJson":
      if (typeof subject === "string") return parsed(subject);
      break;
    case "contains":
      if (texts) return subject.includes(other);
      break;
    case "startsWith":
      if (texts) return subject.startsWith(other);
      break;
    case "endsWith":
      if (texts) return subject.endsWith(other);
      break;
    case "matches":
      if (texts) return new RegExp(other, "u").test(subject);
  }
  throw new CelError(`no such overload: ${name}(${text(subject)}${other === undefined ? "" : `, ${text(other)}`})`);
}

function macro(name: string, list: unknown, given: readonly Expression[], scope: Scope): unknown {
  const [item, body] = given;
  if (!Array.isArray(list) || item?.kind !== "identifier" || body === undefined) throw new CelError(`no such overload: ${name}`);
  const results = list.map((one) => evaluate(body, { ...scope, [item.name]: one }));
  switch (name) {
    case "all":
      return results.every(truth);
    case "exists":
      return results.some(truth);
    case "exists_one":
      return results.filter(truth).length === 1;
    case "filter":
      return list.filter((_, at) => truth(results[at]));
    default:
      return results;
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new CelError(`parseJson: ${json} is not JSON`);
  }
}

/** Go's `%g` with as few digits as tell it apart: `1e+06`. */
function printDouble(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
  const [digits = "", exponent = ""] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

const isNumber = (value: unknown): value is number | bigint => typeof value === "number" || typeof value === "bigint";

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const text = (value: unknown): string => (typeof value === "bigint" ? `${value}` : (JSON.stringify(value) ?? "undefined"));
