import type { BinaryOperator, Expression } from "@typeline/ir";
import { calls } from "./calls.ts";
import { quote } from "./strings.ts";

/** What is known of a value before the workflow runs. CEL's int and double behave differently; all numbers of parameters are doubles. */
export type Kind = "int" | "double" | "string" | "bool" | "list" | "map" | "unknown";

/** An expression of Argo's language, safe to stand anywhere. */
export interface Code {
  readonly code: string;
  readonly kind: Kind;
  /** Of a text that is the JSON of a value: that value. */
  readonly parsed?: string;
}

/** A part of an expression that Argo's language has no words for. */
export class Untranslatable extends Error {}

/** What the expression is over. */
export interface Variables {
  /** The value at this place (`inputs.parameter_values["x"]`), or `undefined` where the place is no value that is known here. */
  value(place: readonly (string | number)[]): Code | undefined;
  /** Whether there is a value at this place. */
  presence(place: readonly (string | number)[]): Code | undefined;
}

/**
 * CEL, as KFP has it in conditions and selectors, in Argo's expression language (expr-lang). The meaning is CEL's, but for what
 * conditions that KFP fails can show, and for this:
 *
 * - `&&`, `||`, `all` and `exists` do not pass over an error on their left.
 * - Macros go over lists only, `has` and `in` are errors of what is no map or list, and keys of maps are text.
 * - Two lists are added where one of them is known to be a list.
 * - The text of a number beyond 1e21 or below 1e-6 has an exponent.
 *
 * Where KFP fails, there may be a value: numbers of both kinds can be mixed, whole numbers are not checked for overflow, and conversions
 * convert what lies inside of a parameter.
 *
 * @throws Untranslatable
 */
export function translate(expression: Expression, variables: Variables): Code {
  return new Translator(variables).visit(expression);
}

const logical: ReadonlySet<BinaryOperator> = new Set(["&&", "||"]);
const comparing: ReadonlySet<BinaryOperator> = new Set(["==", "!=", "<", "<=", ">", ">="]);

export class Translator {
  readonly #variables: Variables;
  /** The variable of the macro around, which Argo's language calls `#`. */
  readonly #item: string | undefined;

  constructor(variables: Variables, item?: string) {
    this.#variables = variables;
    this.#item = item;
  }

  visit(expression: Expression): Code {
    const place = placeOf(expression);
    if (place !== undefined && place[0] === this.#item && place.length === 1) return { code: "#", kind: "unknown" };
    const known = place && place[0] !== this.#item ? this.#variables.value(place) : undefined;
    if (known !== undefined) return known;
    switch (expression.kind) {
      case "literal":
        return literal(expression);
      case "identifier":
        throw new Untranslatable(`there is no ${expression.name}`);
      case "select":
        return this.#member(this.visit(expression.operand), quote(expression.field), "string");
      case "index": {
        const { code, kind } = this.visit(expression.index);
        return this.#member(this.visit(expression.operand), code, kind);
      }
      case "call":
        return calls(expression, this);
      case "unary": {
        // cel-go takes a pair of signs for none, whatever they stand before.
        const { operator, operand } = expression;
        if (operand.kind === "unary" && operand.operator === operator) return this.visit(operand.operand);
        return this.#unary(operator, this.visit(operand));
      }
      case "binary":
        return this.#binary(expression);
      case "conditional": {
        const [condition, yes, no] = [expression.condition, expression.whenTrue, expression.whenFalse].map((part) => this.visit(part)) as [
          Code,
          Code,
          Code,
        ];
        return { code: `(${condition.code} ? ${yes.code} : ${no.code})`, kind: yes.kind === no.kind ? yes.kind : "unknown" };
      }
      case "list":
        return { code: `[${expression.elements.map((element) => this.visit(element).code).join(", ")}]`, kind: "list" };
      case "map":
        return { code: `{${this.#entries(expression.entries).join(", ")} }`, kind: "map" };
      case "message":
        throw new Untranslatable(`a message \`${expression.type}\``);
    }
  }

  /** The translator of a macro's body. */
  inside(item: string): Translator {
    if (this.#item !== undefined) throw new Untranslatable("a macro inside a macro");
    return new Translator(this.#variables, item);
  }

  /** Whether there is something at the place of a `has(…)` or of a key in a map. */
  presence(operand: Expression, key: Expression): Code {
    const place = placeOf(operand);
    const name = key.kind === "literal" && key.type === "string" ? key.value : undefined;
    const known = place && name !== undefined ? this.#variables.presence([...place, name]) : undefined;
    return known ?? { code: `(${this.visit(key).code} in ${this.visit(operand).code})`, kind: "bool" };
  }

  /** CEL takes the last of several entries with one key, expr-lang the first. */
  #entries(entries: Extract<Expression, { kind: "map" }>["entries"]): string[] {
    const keys = entries.map(({ key }) => this.visit(key));
    if (keys.some(({ kind }) => kind !== "string")) throw new Untranslatable("a map whose keys are not text");
    if (new Set(keys.map(({ code }) => code)).size < keys.length) throw new Untranslatable("a map that has a key twice");
    return entries.map(({ value }, index) => `(${keys[index]!.code}): ${this.#inMap(value)}`);
  }

  /** Inside of maps, expr-lang takes a whole number and the same as a double for different; those of JSON are doubles. */
  #inMap(value: Expression): string {
    if (value.kind === "list") return `[${value.elements.map((element) => this.#inMap(element)).join(", ")}]`;
    const { code, kind } = this.visit(value);
    return kind === "int" ? `float(${code})` : code;
  }

  /**
   * CEL has an error where a key is missing; expr-lang has nil, which would then be compared. `filter` leaves an empty list, whose first
   * element is an error, and names the operand once.
   */
  #member(operand: Code, key: string, kind: Kind): Code {
    if (kind === "string") return { code: `filter([${operand.code}], ${key} in #)[0][${key}]`, kind: "unknown" };
    if (key === "#") throw new Untranslatable("an index that a macro gives");
    if (/^-/.test(key)) throw new Untranslatable("an index below 0");
    const number = /^\d+$/.test(key) ? key : `int(${key})`;
    return { code: `${operand.code}[${number}]`, kind: "unknown" };
  }

  #unary(operator: "!" | "-", operand: Code): Code {
    return operator === "!" ? { code: `!${operand.code}`, kind: "bool" } : { code: `(-${operand.code})`, kind: operand.kind };
  }

  #binary({ operator, left, right }: Extract<Expression, { kind: "binary" }>): Code {
    if (operator === "in" && right.kind !== "list") {
      const inList = this.#presenceOrElement(left, right);
      if (inList !== undefined) return inList;
    }
    const [a, b] = [this.visit(left), this.visit(right)];
    if (logical.has(operator)) return { code: `(${a.code} ${operator} ${b.code})`, kind: "bool" };
    if (comparing.has(operator)) return comparison(operator, a, b);
    switch (operator) {
      case "in":
        return { code: `(${a.code} in ${b.code})`, kind: "bool" };
      case "/":
        // CEL divides whole numbers to a whole one.
        if (a.kind === "int" && b.kind === "int") return { code: `int(${a.code} / ${b.code})`, kind: "int" };
        return { code: `(${a.code} / ${b.code})`, kind: "double" };
      case "%":
        return { code: `(${a.code} % ${b.code})`, kind: "int" };
      default:
        if (a.kind === "list" || b.kind === "list") return { code: `concat(${a.code}, ${b.code})`, kind: "list" };
        return { code: `(${a.code} ${operator} ${b.code})`, kind: a.kind === b.kind ? a.kind : known(a, b) };
    }
  }

  #presenceOrElement(left: Expression, right: Expression): Code | undefined {
    return left.kind === "literal" && left.type === "string" ? this.presence(right, left) : undefined;
  }
}

function comparison(operator: BinaryOperator, a: Code, b: Code): Code {
  const ordered = operator !== "==" && operator !== "!=";
  if (ordered && (a.kind === "bool" || b.kind === "bool")) throw new Untranslatable("an order of booleans");
  // expr-lang refuses to compile a comparison of two types that it knows; to CEL they are unequal.
  const dynamic = a.kind !== b.kind && a.kind !== "unknown" && b.kind !== "unknown" && !ordered;
  return { code: `(${dynamic ? `[${a.code}][0]` : a.code} ${operator} ${b.code})`, kind: "bool" };
}

/** Of a sum with a part that is not known: if the other one is text, so is the sum. */
const known = (a: Code, b: Code): Kind => (a.kind === "string" || b.kind === "string" ? "string" : "unknown");

function literal(expression: Extract<Expression, { kind: "literal" }>): Code {
  switch (expression.type) {
    case "null":
      return { code: "nil", kind: "unknown" };
    case "bool":
      return { code: String(expression.value), kind: "bool" };
    case "int":
    case "uint":
      return { code: wholeNumber(expression.value), kind: "int" };
    case "double":
      return { code: double(expression.value), kind: "double" };
    case "string":
      return { code: quote(expression.value), kind: "string" };
    case "bytes":
      throw new Untranslatable("bytes");
  }
}

/** expr-lang reads the sign apart from the digits, and has no unsigned numbers. */
function wholeNumber(value: bigint): string {
  if (value === -(2n ** 63n)) return "(-9223372036854775807 - 1)";
  if (value >= 2n ** 63n) throw new Untranslatable(`the number ${value}, which needs 64 bits without a sign`);
  return String(value);
}

function double(value: number): string {
  if (Object.is(value, -0)) return "(-0.0)";
  return Number.isInteger(value) && !/e/.test(String(value)) ? `${value}.0` : String(value);
}

/** `inputs.parameter_values['x']` → `["inputs", "parameter_values", "x"]`. */
function placeOf(expression: Expression): (string | number)[] | undefined {
  switch (expression.kind) {
    case "identifier":
      return [expression.name];
    case "select": {
      const place = placeOf(expression.operand);
      return place && [...place, expression.field];
    }
    case "index": {
      const place = placeOf(expression.operand);
      const { index } = expression;
      if (place === undefined || index.kind !== "literal") return undefined;
      if (index.type === "string") return [...place, index.value];
      return index.type === "int" ? [...place, Number(index.value)] : undefined;
    }
    default:
      return undefined;
  }
}
