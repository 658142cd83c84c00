import { type Expression, parseExpression } from "@typeline/ir";
import type { Json, JsonObject } from "./json.ts";
import { at, constant, type Value } from "./value.ts";

/** What a condition reads: inputs of the task that it belongs to. */
export interface Operands {
  value(name: string, kind: "parameters" | "artifacts"): Value;
  /** `NUMBER_INTEGER` and the like, as the task's component declares it. */
  type(name: string): Json;
}

/**
 * A condition by what it asks of which values: names of channels, parentheses and the grouping of `&&` and `||` are free, operators and
 * operands are not.
 *
 * Numbers are compared as numbers: every number of a run is a double (`Value` of protobuf), CEL compares doubles with int literals
 * exactly, and so `x > 5` and `x > 5.0` ask the same. KFP's SDK wraps integers in `int(…)`, and in `double(…)` where it compares them
 * with doubles; of a channel that is declared an integer, and of any number, these are the value itself. KFP has no condition but a
 * comparison, so it asks a boolean whether it `== true`.
 */
export function conditionMeaning(text: string, operands: Operands): JsonObject {
  const parsed = parseExpression(text);
  return parsed.error === undefined ? new Reader(operands).read(parsed.expression) : { unreadable: text };
}

class Reader {
  readonly #operands: Operands;
  constructor(operands: Operands) {
    this.#operands = operands;
  }

  read(expression: Expression): JsonObject {
    const reference = this.#reference(expression);
    if (reference !== undefined) return reference;
    switch (expression.kind) {
      case "literal":
        return literal(expression);
      case "binary":
        return this.#binary(expression);
      case "unary":
        return { [expression.operator]: this.read(expression.operand) };
      case "call":
        return this.#call(expression);
      case "conditional":
        return { if: [this.read(expression.condition), this.read(expression.whenTrue), this.read(expression.whenFalse)] };
      case "list":
        return { list: expression.elements.map((element) => this.read(element)) };
      case "map":
        return { map: expression.entries.map(({ key, value }) => [this.read(key), this.read(value)]) };
      case "index":
        return { index: [this.read(expression.operand), this.read(expression.index)] };
      case "select":
        return { select: expression.field, of: this.read(expression.operand) };
      case "identifier":
        return { identifier: expression.name };
      case "message":
        return { message: expression.type, fields: expression.fields.map(({ name, value }) => [name, this.read(value)]) };
    }
  }

  #binary({ operator, left, right }: Expression & { kind: "binary" }): JsonObject {
    if (operator === "in" && left.kind === "literal" && typeof left.value === "string" && isInputs(right, "parameter_values"))
      return { given: this.#operands.value(left.value, "parameters") };
    if (operator === "==" && right.kind === "literal" && typeof right.value === "boolean" && this.#isBoolean(left))
      return right.value ? this.read(left) : { "!": this.read(left) };
    const parts = [this.read(left), this.read(right)];
    const associative = operator === "&&" || operator === "||";
    return { [operator]: associative ? parts.flatMap((part) => (operator in part ? (part[operator] as Json[]) : [part])) : parts };
  }

  #call({ name, target, arguments: given }: Expression & { kind: "call" }): JsonObject {
    const [only, ...others] = given;
    if (only !== undefined && others.length === 0 && target === undefined) {
      if (name === "int" && this.#isInteger(only)) return this.read(only);
      if (name === "double" && this.#isNumber(only)) return this.read(only);
    }
    return { call: name, ...(target && { on: this.read(target) }), with: given.map((one) => this.read(one)) };
  }

  #isBoolean(expression: Expression): boolean {
    return this.#type(expression) === "BOOLEAN";
  }

  #isInteger(expression: Expression): boolean {
    return this.#type(expression) === "NUMBER_INTEGER";
  }

  #type(expression: Expression): Json {
    const name = parameterName(expression);
    return name === undefined ? null : this.#operands.type(name);
  }

  #isNumber(expression: Expression): boolean {
    if (String(this.#type(expression)).startsWith("NUMBER_")) return true;
    if (expression.kind === "literal") return expression.type === "int" || expression.type === "double";
    return expression.kind === "call" && (expression.name === "int" || expression.name === "double");
  }

  /** An input of the task, or a field of one to any depth. */
  #reference(expression: Expression): Value | undefined {
    const parameter = parameterName(expression);
    if (parameter !== undefined) return this.#operands.value(parameter, "parameters");
    if (expression.kind !== "index" && expression.kind !== "select") return undefined;
    const key = keyOf(expression);
    if (key === undefined) return undefined;
    if (isInputs(expression.operand, "artifacts")) return this.#operands.value(String(key), "artifacts");
    const inner = this.#reference(expression.operand);
    return inner && at(inner, [key]);
  }
}

function parameterName(expression: Expression): string | undefined {
  if (expression.kind !== "index" && expression.kind !== "select") return undefined;
  const key = keyOf(expression);
  return isInputs(expression.operand, "parameter_values") && typeof key === "string" ? key : undefined;
}

function keyOf(expression: Expression & { kind: "index" | "select" }): string | number | undefined {
  if (expression.kind === "select") return expression.field;
  const { index } = expression;
  if (index.kind !== "literal") return undefined;
  return index.type === "string" ? index.value : index.type === "int" ? Number(index.value) : undefined;
}

function isInputs(expression: Expression, field: string): boolean {
  return (
    expression.kind === "select" &&
    expression.field === field &&
    expression.operand.kind === "identifier" &&
    expression.operand.name === "inputs"
  );
}

function literal({ type, value }: Expression & { kind: "literal" }): JsonObject {
  if (type === "bytes") return { bytes: [...value] };
  return constant(typeof value === "bigint" ? Number(value) : value);
}
