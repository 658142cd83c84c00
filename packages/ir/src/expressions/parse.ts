import { ExpressionError, type Token, tokenize } from "./lexer.ts";
import {
  type BinaryOperator,
  type Expression,
  type MapEntry,
  type MessageField,
  precedence,
  reservedWords,
  type UnaryOperator,
} from "./tree.ts";

export type ParseResult =
  | { readonly expression: Expression; readonly error?: undefined }
  | { readonly error: string; readonly offset: number };

/** Deeper expressions are refused, so that no text makes us run out of stack. cel-go stops at 250 levels of its own count. */
const maxDepth = 500;

/**
 * Reads an expression of the Common Expression Language, all of its grammar
 * (https://github.com/google/cel-spec/blob/master/doc/langdef.md). Macros such as `has(…)` are calls.
 *
 * @returns The tree, or what is wrong and at which UTF-16 offset. Nothing is thrown.
 */
export function parseExpression(text: string): ParseResult {
  try {
    return { expression: new Parser(tokenize(text)).parse() };
  } catch (error) {
    if (error instanceof ExpressionError) return { error: error.message, offset: error.offset };
    throw error;
  }
}

class Parser {
  private readonly tokens: readonly Token[];
  private position = 0;
  private depth = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  parse(): Expression {
    const expression = this.expression();
    if (this.current.kind !== "end") this.fail("an operator or the end is missing");
    return expression;
  }

  private get current(): Token {
    return this.tokens[this.position]!;
  }

  private fail(message: string): never {
    throw new ExpressionError(message, this.current.start);
  }

  private is(text: string): boolean {
    const token = this.current;
    return (token.kind === "operator" || token.kind === "identifier") && token.text === text;
  }

  private take(text: string): boolean {
    if (!this.is(text)) return false;
    this.position += 1;
    return true;
  }

  private expect(text: string): void {
    if (!this.take(text)) this.fail(`\`${text}\` is missing`);
  }

  private nested<T>(parse: () => T): T {
    this.depth += 1;
    if (this.depth > maxDepth) this.fail("the expression is nested too deeply");
    const result = parse();
    this.depth -= 1;
    return result;
  }

  private expression(): Expression {
    return this.nested(() => {
      const condition = this.binary(1);
      if (!this.take("?")) return condition;
      const whenTrue = this.binary(1);
      this.expect(":");
      return { kind: "conditional", condition, whenTrue, whenFalse: this.expression() };
    });
  }

  private binary(level: number): Expression {
    if (level > 5) return this.unary();
    let left = this.binary(level + 1);
    for (let length = 0; ; length += 1) {
      const token = this.current;
      const operator = token.kind === "operator" || token.kind === "identifier" ? token.text : "";
      if (!Object.hasOwn(precedence, operator) || precedence[operator as BinaryOperator] !== level) return left;
      if (length > maxDepth) this.fail("the expression is nested too deeply");
      this.position += 1;
      left = { kind: "binary", operator: operator as BinaryOperator, left, right: this.binary(level + 1) };
    }
  }

  private unary(): Expression {
    const operator = this.takeSign("!") ? "!" : this.takeSign("-") ? "-" : undefined;
    return operator === undefined ? this.postfix() : this.signed(operator);
  }

  /** What stands after a sign. The other sign cannot stand there: CEL has `!!a`, but no `!-a`. */
  private signed(operator: UnaryOperator): Expression {
    return this.nested(() => ({ kind: "unary", operator, operand: this.takeSign(operator) ? this.signed(operator) : this.postfix() }));
  }

  private takeSign(operator: UnaryOperator): boolean {
    const next = this.tokens[this.position + 1];
    const isNegativeNumber = operator === "-" && (next?.kind === "int" || next?.kind === "double");
    return !isNegativeNumber && this.take(operator);
  }

  private postfix(): Expression {
    let operand = this.primary();
    for (let length = 0; ; length += 1) {
      if (length > maxDepth) this.fail("the expression is nested too deeply");
      if (this.take(".")) {
        const name = this.name();
        operand = this.take("(")
          ? { kind: "call", name, target: operand, arguments: this.list(")", () => this.expression()) }
          : { kind: "select", operand, field: name };
      } else if (this.take("[")) {
        operand = { kind: "index", operand, index: this.expression() };
        this.expect("]");
      } else if (this.is("{") && qualifiedName(operand) !== undefined) {
        this.position += 1;
        operand = { kind: "message", type: qualifiedName(operand)!, fields: this.list("}", () => this.field(), true) };
      } else return operand;
    }
  }

  private primary(): Expression {
    const token = this.current;
    if (token.kind === "operator") return this.bracketed(token.text);
    if (token.kind === "end") this.fail("the expression ends too early");
    this.position += 1;
    if (token.kind === "int") return { kind: "literal", type: "int", value: this.inRange(token, token.value) };
    if (token.kind === "uint") return { kind: "literal", type: "uint", value: token.value };
    if (token.kind === "double") return { kind: "literal", type: "double", value: token.value };
    if (token.kind === "string") return { kind: "literal", type: "string", value: token.value };
    if (token.kind === "bytes") return { kind: "literal", type: "bytes", value: token.value };
    if (token.text === "true" || token.text === "false") return { kind: "literal", type: "bool", value: token.text === "true" };
    if (token.text === "null") return { kind: "literal", type: "null", value: null };
    this.position -= 1;
    return this.identifier({});
  }

  private bracketed(text: string): Expression {
    if (text === "-") return this.negativeNumber();
    this.position += 1;
    if (text === "[") return { kind: "list", elements: this.list("]", () => this.expression(), true) };
    if (text === "{") return { kind: "map", entries: this.list("}", () => this.entry(), true) };
    if (text === ".") return this.identifier({ rooted: true });
    if (text !== "(") {
      this.position -= 1;
      this.fail(`\`${text}\` is not expected here`);
    }
    const inner = this.expression();
    this.expect(")");
    return inner;
  }

  private negativeNumber(): Expression {
    this.position += 1;
    const token = this.current;
    this.position += 1;
    if (token.kind === "int") return { kind: "literal", type: "int", value: -token.value };
    if (token.kind === "double") return { kind: "literal", type: "double", value: -token.value };
    throw new ExpressionError("`-` is not expected here", token.start);
  }

  private identifier(rooted: { rooted?: true }): Expression {
    const token = this.current;
    const name = this.name();
    if (reservedWords.has(name)) throw new ExpressionError(`\`${name}\` is a reserved word`, token.start);
    if (this.take("(")) return { kind: "call", name, arguments: this.list(")", () => this.expression()), ...rooted };
    return { kind: "identifier", name, ...rooted };
  }

  private inRange(token: Token, value: bigint): bigint {
    if (value >= 2n ** 63n) throw new ExpressionError(`${value} does not fit into 64 bits`, token.start);
    return value;
  }

  private name(): string {
    const token = this.current;
    if (token.kind !== "identifier") this.fail("a name is missing");
    if (["in", "true", "false", "null"].includes(token.text)) this.fail(`\`${token.text}\` is a reserved word`);
    this.position += 1;
    return token.text;
  }

  private entry(): MapEntry {
    const key = this.expression();
    this.expect(":");
    return { key, value: this.expression() };
  }

  private field(): MessageField {
    const name = this.name();
    this.expect(":");
    return { name, value: this.expression() };
  }

  private list<T>(close: string, item: () => T, trailingComma = false): T[] {
    const items: T[] = [];
    while (!this.take(close)) {
      if (items.length > 0) this.expect(",");
      if (items.length > 0 && trailingComma && this.take(close)) break;
      items.push(item());
    }
    return items;
  }
}

/** `a.b.C` of selects on an identifier; `undefined` of anything else. */
function qualifiedName(expression: Expression): string | undefined {
  if (expression.kind === "identifier") return `${expression.rooted ? "." : ""}${expression.name}`;
  if (expression.kind !== "select") return undefined;
  const operand = qualifiedName(expression.operand);
  return operand === undefined ? undefined : `${operand}.${expression.field}`;
}
