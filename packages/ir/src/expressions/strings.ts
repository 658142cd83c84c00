import { ExpressionError } from "./lexer.ts";

const simpleEscapes: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "?": "?",
  '"': '"',
  "'": "'",
  "`": "`",
};

const codeEscape = /[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})/y;

export interface StringBody {
  readonly text: string;
  readonly bytes: readonly number[];
  /** The offset after the closing quote. */
  readonly end: number;
}

/** Reads a string literal from after its opening quote. In bytes, `\x` and octal escapes are single bytes; all else is UTF-8. */
export function readString(source: string, start: number, quote: string, raw: boolean, isBytes: boolean): StringBody {
  let text = "";
  const bytes: number[] = [];
  const add = (part: string) => {
    text += part;
    if (isBytes) bytes.push(...new TextEncoder().encode(part));
  };
  let offset = start;
  while (!source.startsWith(quote, offset)) {
    const character = String.fromCodePoint(source.codePointAt(offset) ?? 0);
    if (offset >= source.length || (quote.length === 1 && /[\n\r]/.test(character)))
      throw new ExpressionError(`the string is not closed by ${quote}`, start - quote.length);
    if (character !== "\\" || raw) {
      add(character);
      offset += character.length;
      continue;
    }
    const read = readEscape(source, offset, isBytes);
    if (read.byte === undefined) add(read.text);
    else bytes.push(read.byte);
    offset = read.end;
  }
  return { text, bytes, end: offset + quote.length };
}

function readEscape(source: string, offset: number, isBytes: boolean): { text: string; byte?: number; end: number } {
  const next = source[offset + 1] ?? "";
  if (Object.hasOwn(simpleEscapes, next)) return { text: simpleEscapes[next]!, end: offset + 2 };
  codeEscape.lastIndex = offset + 1;
  const match = codeEscape.exec(source);
  if (match === null) throw new ExpressionError(`\\${next} is no escape of CEL`, offset);
  const [all, hex, short, long, octal] = match;
  const end = offset + 1 + all.length;
  const code = octal === undefined ? Number.parseInt(hex ?? short ?? long!, 16) : Number.parseInt(octal, 8);
  if (isBytes) {
    if (short !== undefined || long !== undefined) throw new ExpressionError(`\\${next} has no meaning in bytes`, offset);
    return { text: "", byte: code, end };
  }
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw new ExpressionError(`\\${all} is no character`, offset);
  return { text: String.fromCodePoint(code), end };
}

/**
 * A CEL string literal. Only escapes that JSON knows too are used. `{{` never appears in the result, since the engines put expressions
 * into templates of their own.
 */
export function printString(value: string, quote: "'" | '"' = "'"): string {
  const escaped = JSON.stringify(value).slice(1, -1).replaceAll("{{", "{\\u007b");
  return quote === '"' ? `"${escaped}"` : `'${escaped.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
