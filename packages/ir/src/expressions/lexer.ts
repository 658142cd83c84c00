import { readString } from "./strings.ts";

/** A piece of an expression's text, from `start` to `end` (UTF-16 offsets). */
export type Token = { readonly start: number; readonly end: number } & TokenValue;

export type TokenValue =
  | { readonly kind: "identifier" | "operator"; readonly text: string }
  | { readonly kind: "int"; readonly value: bigint }
  | { readonly kind: "uint"; readonly value: bigint }
  | { readonly kind: "double"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "bytes"; readonly value: readonly number[] }
  | { readonly kind: "end" };

/** What is wrong with an expression, and where (a UTF-16 offset). */
export class ExpressionError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const blank = /(?:[\t\n\f\r ]|\/\/[^\n]*)*/y;
const number = /0[xX]([0-9a-fA-F]+)([uU]?)|\d*\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|(\d+)([uU]?)/y;
const string = /([bB]?)([rR]?)("""|'''|"|')/y;
const identifier = /[A-Za-z_][A-Za-z0-9_]*/y;
const operator = /\|\||&&|[=!<>]=|[-+*/%!<>?:.,()[\]{}]/y;

function match(pattern: RegExp, text: string, offset: number): RegExpExecArray | null {
  pattern.lastIndex = offset;
  return pattern.exec(text);
}

/**
 * Cuts an expression into tokens, the last of which is `end`.
 *
 * @throws ExpressionError where a character starts no token, a string is not closed, or a number does not fit its type.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let offset = 0;
  for (;;) {
    offset += match(blank, text, offset)![0].length;
    if (offset >= text.length) break;
    const token = nextToken(text, offset);
    tokens.push(token);
    offset = token.end;
  }
  tokens.push({ kind: "end", start: text.length, end: text.length });
  return tokens;
}

function nextToken(text: string, start: number): Token {
  const quote = match(string, text, start);
  if (quote !== null) return stringToken(text, start, quote);
  const digits = match(number, text, start);
  if (digits !== null) return numberToken(start, digits);
  const word = match(identifier, text, start);
  if (word !== null) return { kind: "identifier", text: word[0], start, end: start + word[0].length };
  const sign = match(operator, text, start);
  if (sign !== null) return { kind: "operator", text: sign[0], start, end: start + sign[0].length };
  throw new ExpressionError(`${JSON.stringify(String.fromCodePoint(text.codePointAt(start)!))} has no meaning here`, start);
}

function stringToken(text: string, start: number, [open, bytes, raw, quote]: RegExpExecArray): Token {
  const body = readString(text, start + open!.length, quote!, raw !== "", bytes !== "");
  return bytes === ""
    ? { kind: "string", value: body.text, start, end: body.end }
    : { kind: "bytes", value: body.bytes, start, end: body.end };
}

function numberToken(start: number, [text, hex, hexUnsigned, decimal, unsigned]: RegExpExecArray): Token {
  const end = start + text.length;
  if (hex === undefined && decimal === undefined) {
    const value = Number(text);
    if (!Number.isFinite(value)) throw new ExpressionError(`${text} is too large for a double`, start);
    return { kind: "double", value, start, end };
  }
  const value = BigInt(hex === undefined ? decimal! : `0x${hex}`);
  const isUnsigned = Boolean(hexUnsigned || unsigned);
  // 2^63 itself is let through: it is an int when a minus sign stands before it, which the parser sees.
  if (value > (isUnsigned ? 2n ** 64n - 1n : 2n ** 63n)) throw new ExpressionError(`${text} does not fit into 64 bits`, start);
  return { kind: isUnsigned ? "uint" : "int", value, start, end };
}
