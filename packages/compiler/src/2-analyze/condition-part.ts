import { type Message, messages } from "@typeline/diagnostics";
import type { Expression } from "@typeline/ir";
import type { Json } from "@typeline/runtime";
import type { ValueType } from "../types/value-type.ts";
import * as cel from "./cel.ts";
import { isUnknown } from "./vocabulary.ts";

/** Thrown while a condition is put together, and caught where that began: the question is none for an engine. */
export class Refused extends Error {
  readonly refusal: Message;
  constructor(refusal: Message) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** A part of a condition as CEL. */
export interface Part {
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

export function refuse(text: string, reason: string): never {
  throw new Refused(messages.notInCondition({ text, reason }));
}

/** Whether a value counts as true, by its type. */
export function truth(of: Part, text: string): Expression {
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

export type Base = "boolean" | "number" | "string" | "null" | "object" | "list" | undefined;

/** What JavaScript's operators see in a type; `undefined` where it may be several things. */
export function baseOf(type: ValueType): Base {
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

export function canBeNull(type: ValueType): boolean {
  return type.kind === "null" || (type.kind === "union" && (type.members.length === 0 || type.members.some(canBeNull)));
}

export function withoutNull(type: ValueType): ValueType {
  if (type.kind !== "union") return type;
  const members = type.members.filter((member) => member.kind !== "null");
  return members.length === 1 ? members[0]! : { kind: "union", members };
}

/** Whether all of several parts are there; `undefined` if they always are. */
export function allGiven(parts: readonly Part[]): Expression | undefined {
  return parts.reduce<Expression | undefined>((all, { given }) => (given ? cel.and(all, given) : all), undefined);
}

/** Whether a computed number is one: NaN is what differs from itself. */
export function isNumber({ expression, mayBeNaN }: Part): Expression {
  return mayBeNaN ? cel.binary(expression, "==", expression) : cel.bool(true);
}
