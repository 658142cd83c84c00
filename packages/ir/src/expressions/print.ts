import { printString } from "./strings.ts";
import { type Expression, type Literal, precedence, type UnaryOperator } from "./tree.ts";

const unaryPrecedence = 6;
const postfixPrecedence = 7;

/**
 * An expression as CEL text, with no more parentheses than it needs. Reading the text gives the same tree.
 *
 * Strings are quoted with `'`, as KFP's SDK does in conditions.
 */
export function printExpression(expression: Expression): string {
  return print(expression, 0);
}

/** Prints so that the result stands where operators of the given precedence bind. */
function print(expression: Expression, level: number): string {
  const [text, own] = printed(expression);
  return own < level ? `(${text})` : text;
}

function printed(expression: Expression): [text: string, precedence: number] {
  switch (expression.kind) {
    case "literal":
      return [printLiteral(expression), isNumber(expression) ? unaryPrecedence : postfixPrecedence];
    case "identifier":
      return [`${expression.rooted ? "." : ""}${expression.name}`, postfixPrecedence];
    case "select":
      return [`${print(expression.operand, postfixPrecedence)}.${expression.field}`, postfixPrecedence];
    case "index":
      return [`${print(expression.operand, postfixPrecedence)}[${print(expression.index, 0)}]`, postfixPrecedence];
    case "call": {
      const target = expression.target === undefined ? (expression.rooted ? "." : "") : `${print(expression.target, postfixPrecedence)}.`;
      return [`${target}${expression.name}(${printList(expression.arguments)})`, postfixPrecedence];
    }
    case "unary":
      return [expression.operator + printOperand(expression.operator, expression.operand), unaryPrecedence];
    case "binary": {
      const level = precedence[expression.operator];
      return [`${print(expression.left, level)} ${expression.operator} ${print(expression.right, level + 1)}`, level];
    }
    case "conditional":
      return [`${print(expression.condition, 1)} ? ${print(expression.whenTrue, 1)} : ${print(expression.whenFalse, 0)}`, 0];
    case "list":
      return [`[${printList(expression.elements)}]`, postfixPrecedence];
    case "map":
      return [`{${expression.entries.map(({ key, value }) => `${print(key, 0)}: ${print(value, 0)}`).join(", ")}}`, postfixPrecedence];
    case "message":
      return [
        `${expression.type}{${expression.fields.map(({ name, value }) => `${name}: ${print(value, 0)}`).join(", ")}}`,
        postfixPrecedence,
      ];
  }
}

const printList = (expressions: readonly Expression[]): string => expressions.map((expression) => print(expression, 0)).join(", ");

const isNumber = (literal: Literal): boolean => literal.type === "int" || literal.type === "uint" || literal.type === "double";

/** `-` before a number would be read as a part of it, and after another sign it cannot stand. */
function printOperand(operator: UnaryOperator, operand: Expression): string {
  const isNumeric = operand.kind === "literal" && isNumber(operand);
  const isOtherSign = operand.kind === "unary" && operand.operator !== operator;
  return isNumeric || isOtherSign ? `(${print(operand, 0)})` : print(operand, unaryPrecedence);
}

function printLiteral(literal: Literal): string {
  switch (literal.type) {
    case "string":
      return printString(literal.value);
    case "bytes":
      return `b'${literal.value.map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("")}'`;
    case "double":
      return printDouble(literal.value);
    case "uint":
      return `${literal.value}u`;
    default:
      return String(literal.value);
  }
}

/** JavaScript's shortest form, made a double for CEL: `1.0`, `1e+21`, `-0.0`. */
function printDouble(value: number): string {
  const text = Object.is(value, -0) ? "-0" : String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
