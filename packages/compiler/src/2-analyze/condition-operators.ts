import { messages } from "@typeline/diagnostics";
import type { Expression } from "@typeline/ir";
import type { Json } from "@typeline/runtime";
import type { ValueType } from "../types/value-type.ts";
import * as cel from "./cel.ts";
import { allGiven, type Base, baseOf, canBeNull, isNumber, type Part, Refused, refuse, truth, withoutNull } from "./condition-part.ts";
import { BOOLEAN, isUnknown, NUMBER, STRING } from "./vocabulary.ts";

/** Text that is put together. Numbers print in Go's way in CEL, so only whole ones may stand in it. */
export function concatenate(parts: readonly Part[], text: string): Part {
  const pieces = parts.map((one) => asText(one, text));
  return { expression: pieces.reduce((left, right) => cel.binary(left, "+", right)), type: STRING };
}

function asText(of: Part, text: string): Expression {
  if (of.given) return refuse(text, "a part of the text may be absent");
  if (of.value !== undefined) return cel.text(String(of.value));
  if (of.type.kind === "string") return of.expression;
  if (of.type.kind === "boolean") return cel.conditional(of.expression, cel.text("true"), cel.text("false"));
  if (of.type.kind === "number" && of.type.integer && !of.isComputed) return cel.call("string", cel.call("int", of.expression));
  return refuse(text, "CEL prints numbers with a fraction in another way than JavaScript");
}

/** `a ?? b` */
export function fallback(left: Part, right: Part, text: string): Part {
  const isThere = cel.and(left.given, canBeNull(left.type) ? cel.binary(left.expression, "!=", cel.nothing) : cel.bool(true));
  return choice(isThere, { ...left, given: undefined, type: withoutNull(left.type) }, right, text);
}

/** `test ? a : b` */
export function choice(test: Expression, first: Part, second: Part, text: string): Part {
  if (test.kind === "literal") return test.value === true ? first : second;
  const [a, b] = [baseOf(first.type), baseOf(second.type)];
  if (a !== b && a !== undefined && b !== undefined) refuse(text, "the values that it chooses between are of different kinds");
  const number = a === "number" && first.isInt !== second.isInt;
  const [one, other] = number ? [asDouble(first), asDouble(second)] : [first.expression, second.expression];
  const given =
    first.given || second.given ? cel.conditional(test, first.given ?? cel.bool(true), second.given ?? cel.bool(true)) : undefined;
  return {
    expression: cel.conditional(test, one, other),
    type: isUnknown(first.type) ? second.type : widened(first.type),
    given,
    isInt: Boolean(first.isInt && second.isInt),
    isComputed: Boolean(first.isComputed || second.isComputed),
    mayBeNaN: Boolean(first.mayBeNaN || second.mayBeNaN),
    isTextLength: Boolean(first.isTextLength || second.isTextLength),
  };
}

/** Without what only one of several values has. */
function widened(type: ValueType): ValueType {
  if (type.kind === "string") return STRING;
  return type.kind === "number" ? NUMBER : type;
}

/** `a && b`, `a || b`: the truth of both, or, where the value counts, one of them. */
export function both(left: Part, right: Part, operator: "&&" | "||", text: string): Part {
  const [a, b] = [truth(left, text), truth(right, text)];
  const isBoolean = baseOf(left.type) === "boolean" && baseOf(right.type) === "boolean" && !left.given && !right.given;
  if (isBoolean || baseOf(left.type) !== baseOf(right.type))
    return { expression: operator === "&&" ? cel.and(a, b) : cel.or(a, b), type: BOOLEAN };
  return operator === "&&" ? choice(a, right, left, text) : choice(a, left, right, text);
}

export function unary(operator: string, of: Part, text: string): Part {
  if (operator === "!") return { expression: cel.not(truth(of, text)), type: BOOLEAN };
  if (operator === "-" || operator === "+") {
    const value = numberOf(of, text);
    const negated: Expression = { kind: "unary", operator: "-", operand: value };
    return { ...flags(of), expression: operator === "-" ? negated : value, type: NUMBER, isComputed: true };
  }
  return refuse(text, `CEL has no \`${operator}\``);
}

const asDouble = (of: Part): Expression => (of.isInt ? cel.call("double", of.expression) : of.expression);

/** An operand of arithmetic. What is computed with something absent is NaN, for which the absence of the result stands. */
function numberOf(of: Part, text: string): Expression {
  if (baseOf(of.type) !== "number") refuse(text, "CEL calculates with numbers only");
  if (of.isTextLength) refuse(text, "CEL counts the characters of a text in another way than JavaScript");
  return asDouble(of);
}

const EQUALITY = new Set(["==", "===", "!=", "!=="]);

const ORDER = new Set(["<", "<=", ">", ">="]);

export function binary(left: Part, operator: string, right: Part, text: string): Part {
  if (EQUALITY.has(operator)) return { expression: equality(left, operator, right, text), type: BOOLEAN };
  if (ORDER.has(operator)) return { expression: order(left, operator as "<", right, text), type: BOOLEAN };
  if (operator === "in") return { expression: keyIn(left, right, text), type: BOOLEAN };
  if (operator === "+" && (baseOf(left.type) === "string" || baseOf(right.type) === "string")) return concatenate([left, right], text);
  if (operator === "%") return remainder(left, right, text);
  if (operator === "+" || operator === "-" || operator === "*" || operator === "/") return arithmetic(left, operator, right, text);
  return refuse(text, `CEL has no \`${operator}\``);
}

function arithmetic(left: Part, operator: "+" | "-" | "*" | "/", right: Part, text: string): Part {
  const divides = operator === "/" && !(typeof right.value === "number" && right.value !== 0);
  return {
    ...flags(left, right),
    expression: cel.binary(numberOf(left, text), operator, numberOf(right, text)),
    type: NUMBER,
    isComputed: true,
    // Finite numbers give NaN only by 0 / 0; infinite ones come of arithmetic alone.
    mayBeNaN: Boolean(divides || left.isComputed || right.isComputed),
  };
}

/** What arithmetic takes over from its operands. */
function flags(...operands: readonly Part[]): Pick<Part, "given" | "mayBeNaN"> {
  return { given: allGiven(operands), mayBeNaN: operands.some((operand) => operand.mayBeNaN) };
}

function equality(left: Part, operator: string, right: Part, text: string): Expression {
  const negated = operator.startsWith("!");
  const loose = operator === "==" || operator === "!=";
  const result = equal(left, right, loose, text);
  return negated ? cel.not(result) : result;
}

function equal(left: Part, right: Part, loose: boolean, text: string): Expression {
  const isUndefined = (of: Part) => of.type.kind === "null" && of.given !== undefined;
  if (isUndefined(left) && !isUndefined(right)) return equal(right, left, loose, text);
  if (right.type.kind === "null") {
    const absent = left.given ? cel.not(left.given) : cel.bool(false);
    const isNull = canBeNull(left.type) ? cel.and(left.given, cel.binary(left.expression, "==", cel.nothing)) : cel.bool(false);
    if (loose) return cel.or(absent, isNull);
    return isUndefined(right) ? absent : isNull;
  }
  if (left.type.kind === "null") return equal(right, left, loose, text);
  const [a, b] = [baseOf(left.type), baseOf(right.type)];
  if (a === "object" || b === "object") throw new Refused(messages.operatorOnObject({ operator: "===", text }));
  if (a === undefined && b === undefined) refuse(text, "the types of what is compared do not say what it is");
  if (a !== b && a !== undefined && b !== undefined && loose)
    refuse(text, "`==` between values of different kinds converts them in JavaScript");
  checkTextLength(left, right, text);
  const state = left.isState && typeof right.value === "string" ? left.isState(right.value) : undefined;
  const same = state ?? compared(left, "==", right);
  const bothGiven = allGiven([left, right]);
  const present = cel.and(bothGiven, neverEqual(left, right) ? cel.bool(false) : same);
  // NaN differs from NaN, `undefined` does not.
  if (!left.given || !right.given || left.isComputed || right.isComputed) return present;
  return cel.or(present, cel.and(cel.not(left.given), cel.not(right.given)));
}

/** Whether the types have no value in common. */
function neverEqual(left: Part, right: Part): boolean {
  const literals = (of: Part): readonly Json[] | undefined =>
    of.value !== undefined ? [of.value] : of.type.kind === "string" || of.type.kind === "number" ? of.type.literals : undefined;
  const [a, b] = [literals(left), literals(right)];
  return a !== undefined && b !== undefined && !a.some((value) => b.includes(value));
}

function order(left: Part, operator: "<" | "<=" | ">" | ">=", right: Part, text: string): Expression {
  const [a, b] = [baseOf(left.type) ?? baseOf(right.type), baseOf(right.type) ?? baseOf(left.type)];
  if (a !== b || (a !== "number" && a !== "string")) refuse(text, "CEL orders two numbers or two texts");
  if (a === "string" && !isPlainText(left) && !isPlainText(right))
    refuse(text, "CEL orders texts by characters and JavaScript by units of 16 bits; against a constant of plain characters they agree");
  checkTextLength(left, right, text);
  const areNumbers = cel.and(isNumber(left), isNumber(right));
  return cel.and(allGiven([left, right]), cel.and(areNumbers, compared(left, operator, right)));
}

/** A constant whose characters come before all that are two units long. */
const isPlainText = ({ value }: Part): boolean => typeof value === "string" && [...value].every((character) => character < "\ud800");

function checkTextLength(left: Part, right: Part, text: string): void {
  for (const [length, other] of [
    [left, right],
    [right, left],
  ] as const)
    if (length.isTextLength && other.value !== 0)
      refuse(text, "CEL counts the characters of a text in another way than JavaScript, so a length can only be compared with 0");
}

/** A comparison of numbers of one kind: CEL does not mix them everywhere. */
function compared(left: Part, operator: "==" | "<" | "<=" | ">" | ">=", right: Part): Expression {
  if (left.isInt && Number.isSafeInteger(right.value)) return cel.binary(left.expression, operator, cel.int(right.value as number));
  if (right.isInt && Number.isSafeInteger(left.value)) return cel.binary(cel.int(left.value as number), operator, right.expression);
  if (left.isInt !== right.isInt) return cel.binary(asDouble(left), operator, asDouble(right));
  return cel.binary(left.expression, operator, right.expression);
}

/** `"key" in object` */
function keyIn(key: Part, of: Part, text: string): Expression {
  if (of.type.kind !== "struct" || key.type.kind !== "string") refuse(text, "`in` asks an engine for a key of an object");
  return cel.and(of.given, cel.binary(key.expression, "in", of.expression));
}

function remainder(left: Part, right: Part, text: string): Part {
  const whole = (of: Part) => (of.type.kind === "number" && of.type.integer && !of.isComputed) || Number.isSafeInteger(of.value);
  if (!whole(left) || typeof right.value !== "number" || !Number.isSafeInteger(right.value) || right.value === 0 || left.given)
    refuse(text, "CEL has `%` only of an `Int` by a whole constant");
  const quotient = cel.binary(cel.call("int", left.expression), "%", cel.int(right.value as number));
  return { expression: cel.call("double", quotient), type: NUMBER };
}

export function callPart(name: string, args: readonly Part[], text: string): Part {
  const [first] = args;
  if (name === "Boolean" && first) return { expression: truth(first, text), type: BOOLEAN };
  if (name === "String" && first) return concatenate([first], text);
  if (name === "Number" && first && baseOf(first.type) === "number") return { ...first, expression: numberOf(first, text), isInt: false };
  const numbers = () => args.map((one) => numberOf(one, text));
  if (name === "Math.abs" && first && args.length === 1 && !first.mayBeNaN) {
    const [value] = numbers();
    const negative = cel.binary(value!, "<", cel.double(0));
    return {
      expression: cel.conditional(negative, { kind: "unary", operator: "-", operand: value! }, value!),
      ...flags(first),
      type: NUMBER,
      isComputed: true,
    };
  }
  if ((name === "Math.max" || name === "Math.min") && args.length > 0 && !args.some((one) => one.isComputed)) {
    const expression = numbers().reduce((a, b) => cel.conditional(cel.binary(a, name === "Math.max" ? ">=" : "<=", b), a, b));
    return { expression, ...flags(...args), type: NUMBER, isComputed: true };
  }
  return refuse(text, `CEL has no \`${name}\``);
}

export function methodPart(name: string, receiver: Part, args: readonly Part[], text: string): Part {
  const [first] = args;
  const base = receiver.type.kind === "list" ? "list" : baseOf(receiver.type);
  const one = args.length === 1 && first && !first.given ? first : undefined;
  const answer = (expression: Expression): Part => ({ expression, type: BOOLEAN, given: receiver.given });
  if (base === "string" && one && baseOf(one.type) === "string") {
    if (name === "includes") return answer(cel.method(receiver.expression, "contains", one.expression));
    if (name === "startsWith" || name === "endsWith") return answer(cel.method(receiver.expression, name, one.expression));
  }
  if (base === "list" && name === "includes" && one && isScalarBase(baseOf(one.type)))
    return answer(cel.binary(one.isInt ? cel.call("double", one.expression) : one.expression, "in", receiver.expression));
  if (name === "toString" && args.length === 0) return concatenate([receiver], text);
  if (name === "valueOf" && args.length === 0) return receiver;
  return refuse(text, `CEL has no \`${name}\` as JavaScript has it`);
}

const isScalarBase = (base: Base): boolean => base === "string" || base === "number" || base === "boolean";
