import { type Message, messages } from "@typeline/diagnostics";
import { type Expression, isFieldName } from "@typeline/ir";
import type { Json } from "@typeline/runtime";
import type { Node } from "../1-read/syntax.ts";
import { fieldType } from "../types/parameter-type.ts";
import type { ValueType } from "../types/value-type.ts";
import { asTree } from "./arguments.ts";
import * as cel from "./cel.ts";
import { type Context, excerpt, fail, warn } from "./context.ts";
import { offer, wrapInCompute } from "./fixes.ts";
import { mayNotBeThere } from "./missing.ts";
import { type Condition, type Field, type Leaf, type Source, sameSource, type Tree } from "./regions.ts";
import { isPoisoned, isSymbolic, kindOf, type Meaning, Missing, Rec, Sym } from "./values.ts";
import { canRead } from "./visibility.ts";
import { BOOLEAN, isUnknown, NUMBER, STRING } from "./vocabulary.ts";

/** Thrown inside this file alone: the question is none for an engine. */
class Refused extends Error {
  readonly refusal: Message;
  constructor(refusal: Message) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** A part of a condition as CEL. */
interface Part {
  readonly expression: Expression;
  readonly type: ValueType;
  /** Whether it is there; none where it always is. What reads a part that is not there is guarded by this. */
  readonly given?: Expression | undefined;
  /** Of a constant. */
  readonly value?: Json;
  /** CEL's number here is an `int`: of `size(…)`. */
  readonly isInt?: boolean;
  /** The length of a text: CEL counts characters, JavaScript units, which agree on none at all. */
  readonly isTextLength?: boolean;
  /** The result of arithmetic: it may be infinite, and no `Int` any more. */
  readonly isComputed?: boolean;
  /** Arithmetic that may have no number as its result. KFP's CEL (cel-go 0.27) fails when it is asked to order NaN. */
  readonly mayBeNaN?: boolean;
  /** Of a status: whether its state is this one, in whatever words the engine has for it. */
  readonly isState?: (state: string) => Expression;
}

/**
 * A condition as an engine asks it: one CEL expression with TypeScript's meaning. Parameters arrive as JSON has them: every number is a
 * double. `undefined` if CEL cannot mean the same, which is reported.
 */
export function conditionOf(cx: Context, tree: Tree, at: Node): Condition | undefined {
  const operands: Source[] = [];
  try {
    const expression = truth(part(tree, operands, excerpt(cx, at)), excerpt(cx, at));
    if (expression.kind === "literal") warn(cx, at, messages.neverHolds({ text: excerpt(cx, at), truth: String(expression.value) }));
    return { expression, operands, tree };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    fail(cx, at, error.refusal, offer(wrapInCompute(cx, at)));
    return undefined;
  }
}

/** Whether something counts as true: known now, or a question for the engine. `undefined` if it is neither, which is reported. */
export function questionOf(cx: Context, meaning: Meaning, at: Node): boolean | Condition | undefined {
  if (isPoisoned(meaning)) return undefined;
  const text = excerpt(cx, at);
  if (meaning instanceof Missing) {
    mayNotBeThere(cx, at, meaning);
    return undefined;
  }
  if (meaning instanceof Sym) {
    const { value } = meaning;
    if (!canRead(value, cx.graph!.region)) fail(cx, at, messages.insideTry({ text }));
    return conditionOf(cx, asTree(meaning)!, at);
  }
  if (!isSymbolic(meaning) || Array.isArray(meaning) || meaning instanceof Rec) return Boolean(meaning);
  fail(cx, at, messages.alwaysTrue({ text, kind: kindOf(meaning) }));
  return undefined;
}

function refuse(text: string, reason: string): never {
  throw new Refused(messages.notInCondition({ text, reason }));
}

/** Whether a value counts as true, by its type. */
function truth(of: Part, text: string): Expression {
  const { expression, type, given } = of;
  const guarded = (own: Expression) => cel.and(given, own);
  switch (baseOf(type)) {
    case "boolean":
      return guarded(expression);
    case "number": {
      if (of.isInt) return guarded(cel.binary(expression, "!=", cel.int(0)));
      const differs = cel.binary(expression, "!=", cel.double(0));
      return guarded(cel.and(isNumber(of), differs));
    }
    case "string":
      return guarded(cel.binary(expression, "!=", cel.text("")));
    case "null":
      return cel.bool(false);
    case "object":
      if (given) return given;
      throw new Refused(messages.alwaysTrue({ text, kind: "a value that is always there" }));
    default:
      if (type.kind === "union" && canBeNull(type) && !isUnknown(type)) {
        const isThere = cel.binary(expression, "!=", cel.nothing);
        return guarded(cel.and(isThere, truth({ ...of, type: withoutNull(type), given: undefined }, text)));
      }
      return refuse(text, "what counts as true depends on the kind of value, and its type does not say that");
  }
}

type Base = "boolean" | "number" | "string" | "null" | "object" | "list" | undefined;

/** What JavaScript's operators see in a type; `undefined` where it may be several things. */
function baseOf(type: ValueType): Base {
  switch (type.kind) {
    case "boolean":
    case "number":
    case "string":
    case "null":
      return type.kind;
    case "recursive":
      return baseOf(type.target);
    case "union": {
      const [first, ...others] = new Set(type.members.map(baseOf));
      return others.length === 0 ? first : undefined;
    }
    default:
      return "object";
  }
}

function part(tree: Tree, operands: Source[], text: string): Part {
  const of = (inner: Tree): Part => part(inner, operands, text);
  if ("leaf" in tree) return leafPart(tree.leaf, operands, text);
  if ("value" in tree) return constantPart(tree.value, text);
  if ("undefined" in tree) return { expression: cel.nothing, type: { kind: "null" }, given: cel.bool(false) };
  if ("text" in tree) return concatenate(tree.text.map(of), text);
  if ("field" in tree) return fieldPart(tree, operands, text);
  if ("or" in tree) return fallback(of(tree.or[0]), of(tree.or[1]), text);
  if ("and" in tree) return both(of(tree.and[0]), of(tree.and[1]), "&&", text);
  if ("either" in tree) return both(of(tree.either[0]), of(tree.either[1]), "||", text);
  if ("if" in tree) return choice(truth(of(tree.if[0]), text), of(tree.if[1]), of(tree.if[2]), text);
  if ("unary" in tree) return unary(tree.unary[0], of(tree.unary[1]), text);
  if ("binary" in tree) return binary(of(tree.binary[0]), tree.binary[1], of(tree.binary[2]), text);
  if ("call" in tree)
    return callPart(
      tree.call[0],
      tree.call.slice(1).map((argument) => of(argument as Tree)),
      text,
    );
  if ("method" in tree)
    return methodPart(
      tree.method[0],
      of(tree.method[1]),
      tree.method.slice(2).map((argument) => of(argument as Tree)),
      text,
    );
  return refuse(text, "an engine compares single values, not lists and objects that are put together");
}

function constantPart(value: Json, text: string): Part {
  if (value === null) return { expression: cel.nothing, type: { kind: "null" }, value };
  if (typeof value === "boolean") return { expression: cel.bool(value), type: BOOLEAN, value };
  if (typeof value === "number") {
    if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21)
      refuse(text, `${value} is beyond the whole numbers that a parameter holds exactly`);
    return { expression: cel.double(value), type: NUMBER, value };
  }
  if (typeof value === "string") {
    if (/\p{Surrogate}/u.test(value)) refuse(text, "half of a surrogate pair is no text for an engine");
    return { expression: cel.text(value), type: STRING, value };
  }
  if (!Array.isArray(value)) return refuse(text, "an engine compares single values, not objects");
  const elements = value.map((item) => constantPart(item as Json, text));
  return {
    expression: cel.list(elements.map((item) => item.expression)),
    type: { kind: "list", element: elements[0]?.type ?? STRING },
    value,
  };
}

/** The identifier that stands for an operand. */
function operand(source: Source, operands: Source[]): Expression {
  let at = operands.findIndex((other) => sameSource(other, source));
  if (at < 0) at = operands.push(source) - 1;
  return cel.identifier(`$${at}`);
}

function leafPart(leaf: Leaf["leaf"], operands: Source[], text: string): Part {
  if (leaf.kind === "fact") return refuse(text, "an engine knows facts of the run only as whole arguments");
  if (leaf.kind === "field") return pathPart(leaf, operands, text);
  const expression = operand(leaf, operands);
  return { expression, type: leaf.type, given: leaf.kind === "input" && leaf.mayBeAbsent ? presence(expression) : undefined };
}

/** Whether an optional input of the group is given: printed by `4-lower`, which knows its name. */
const presence = (expression: Expression): Expression => cel.call("given", expression);

function pathPart({ of, path }: Field, operands: Source[], text: string): Part {
  return path.reduce<Part>((whole, key) => step(whole, key, text), leafPart(of, operands, text));
}

/** One step into a struct or list. */
function step(of: Part, key: string | number, text: string): Part {
  if (of.type.kind === "taskStatus" && key === "state") return statusState(of);
  const field = isUnknown(of.type) ? { type: of.type, mayBeAbsent: true } : fieldType(of.type, key);
  if (!field) return refuse(text, `there is no \`${key}\` to be read`);
  if (of.type.kind === "list") {
    // TypeScript believes that every index is there; JavaScript gives `undefined` for one that is not, and CEL an error.
    const there = cel.binary(cel.call("size", of.expression), ">", cel.int(Number(key)));
    const isSure = of.type.tuple !== undefined && !field.mayBeAbsent;
    return {
      expression: cel.call("dyn", cel.index(of.expression, cel.int(Number(key)))),
      type: field.type,
      given: isSure ? of.given : cel.and(of.given, there),
    };
  }
  const there = cel.binary(cel.text(String(key)), "in", of.expression);
  return {
    expression: fieldOf(of.expression, String(key)),
    type: field.type,
    given: field.mayBeAbsent ? cel.and(of.given, there) : of.given,
  };
}

/**
 * A field as CEL reads it. `x.key` has no type for cel-go's checker, as it should be; `x['key']` has one that is unknown, and with that the
 * checker settles on the first overload of `+` or `int()` that fits.
 */
function fieldOf(of: Expression, key: string): Expression {
  return isFieldName(key) ? cel.select(of, key) : cel.call("dyn", cel.index(of, cel.text(key)));
}

/** Engines have several words for each end: MLMD's on Kubeflow, the proto's on Vertex. What is neither of these has failed, as the runtime has it. */
const SUCCEEDED = ["SUCCEEDED", "COMPLETE", "CACHED", "SKIPPED"];
const CANCELLED = ["CANCELLED", "CANCELED", "CANCELLING"];

function statusState({ expression, given }: Part): Part {
  const state = cel.select(expression, "state");
  const isOne = (words: readonly string[]) => cel.binary(state, "in", cel.list(words.map(cel.text)));
  return {
    expression: cel.conditional(
      isOne(SUCCEEDED),
      cel.text("SUCCEEDED"),
      cel.conditional(isOne(CANCELLED), cel.text("CANCELLED"), cel.text("FAILED")),
    ),
    type: { kind: "string", literals: ["SUCCEEDED", "FAILED", "CANCELLED"] },
    given,
    isState: (word) =>
      word === "FAILED" ? cel.not(isOne([...SUCCEEDED, ...CANCELLED])) : isOne(word === "SUCCEEDED" ? SUCCEEDED : CANCELLED),
  };
}

function fieldPart(tree: Extract<Tree, { field: unknown }>, operands: Source[], text: string): Part {
  const [ofTree, keyTree] = tree.field;
  if (!("value" in keyTree)) return refuse(text, "an engine reads fields at known keys only");
  const key = keyTree.value as string | number;
  if ("value" in ofTree && ofTree.value !== null && typeof ofTree.value === "object") {
    const inner = Object.entries(ofTree.value).find(([name]) => name === String(key));
    return inner ? constantPart(inner[1] as Json, text) : { expression: cel.nothing, type: { kind: "null" }, given: cel.bool(false) };
  }
  if ("leaf" in ofTree && key === "metadata" && ofTree.leaf.type.kind === "artifact") return metadata(ofTree.leaf, operands, text);
  const of = part(ofTree, operands, text);
  if (key !== "length") return step(of, key, text);
  const size = cel.call("size", of.expression);
  if (baseOf(of.type) === "string") return { expression: size, type: NUMBER, given: of.given, isInt: true, isTextLength: true };
  return { expression: size, type: NUMBER, given: of.given, isInt: true };
}

/** `inputs.artifacts['m'].artifacts[0].metadata`: its keys are never sure to be there. */
function metadata(leaf: Leaf["leaf"], operands: Source[], text: string): Part {
  if (leaf.kind === "fact" || leaf.kind === "field" || leaf.type.kind !== "artifact") return refuse(text, "only artifacts have metadata");
  const expression = cel.select(operand(leaf, operands), "metadata");
  const { metadata: known } = leaf.type;
  const fields = known?.kind === "struct" ? known.fields : new Map();
  const rest = known?.kind === "struct" ? known.rest : undefined;
  const loose: ValueType = {
    kind: "struct",
    fields: new Map([...fields].map(([key, field]) => [key, { ...field, optional: true }])),
    rest: rest ?? (leaf.type.schemaTitle === "system.Metrics" ? NUMBER : { kind: "union", members: [] }),
  };
  return { expression, type: loose };
}

/** Text that is put together. Numbers print in Go's way in CEL, so only whole ones may stand in it. */
function concatenate(parts: readonly Part[], text: string): Part {
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
function fallback(left: Part, right: Part, text: string): Part {
  const isThere = cel.and(left.given, canBeNull(left.type) ? cel.binary(left.expression, "!=", cel.nothing) : cel.bool(true));
  return choice(isThere, { ...left, given: undefined, type: withoutNull(left.type) }, right, text);
}

function canBeNull(type: ValueType): boolean {
  return type.kind === "null" || (type.kind === "union" && (type.members.length === 0 || type.members.some(canBeNull)));
}

function withoutNull(type: ValueType): ValueType {
  if (type.kind !== "union") return type;
  const members = type.members.filter((member) => member.kind !== "null");
  return members.length === 1 ? members[0]! : { kind: "union", members };
}

/** `test ? a : b` */
function choice(test: Expression, first: Part, second: Part, text: string): Part {
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
function both(left: Part, right: Part, operator: "&&" | "||", text: string): Part {
  const [a, b] = [truth(left, text), truth(right, text)];
  const isBoolean = baseOf(left.type) === "boolean" && baseOf(right.type) === "boolean" && !left.given && !right.given;
  if (isBoolean || baseOf(left.type) !== baseOf(right.type))
    return { expression: operator === "&&" ? cel.and(a, b) : cel.or(a, b), type: BOOLEAN };
  return operator === "&&" ? choice(a, right, left, text) : choice(a, left, right, text);
}

function unary(operator: string, of: Part, text: string): Part {
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

function binary(left: Part, operator: string, right: Part, text: string): Part {
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

/** Whether all of several parts are there; `undefined` if they always are. */
function allGiven(parts: readonly Part[]): Expression | undefined {
  return parts.reduce<Expression | undefined>((all, { given }) => (given ? cel.and(all, given) : all), undefined);
}

/** Whether a computed number is one: NaN is what differs from itself. */
function isNumber({ expression, mayBeNaN }: Part): Expression {
  return mayBeNaN ? cel.binary(expression, "==", expression) : cel.bool(true);
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

function callPart(name: string, args: readonly Part[], text: string): Part {
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

function methodPart(name: string, receiver: Part, args: readonly Part[], text: string): Part {
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
