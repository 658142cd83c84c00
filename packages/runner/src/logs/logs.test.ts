import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Lines } from "./lines.ts";
import { maskOf } from "./mask.ts";

/** The lines of bytes that come in these chunks. */
function linesOf(chunks: readonly Uint8Array[], secrets: readonly string[] = []): string[] {
  const found: string[] = [];
  const mask = maskOf(secrets);
  const lines = new Lines((line) => found.push(mask(line)), mask);
  for (const chunk of chunks) lines.push(chunk);
  lines.end();
  return found;
}

/** Cuts bytes at these places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [0, ...[...places].map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

describe("lines", () => {
  test.each<[string, string[]]>([
    ["", []],
    ["\n", [""]],
    ["a", ["a"]],
    ["a\nb", ["a", "b"]],
    ["a\r\nb\r\n", ["a", "b"]],
    ["10%\r20%\r100%\n", ["10%", "20%", "100%"]],
    ["a\n\nb\n", ["a", "", "b"]],
    ["a\r", ["a\r"]],
  ])("of %j", (text, lines) => {
    expect(linesOf([Buffer.from(text)])).toEqual(lines);
  });

  test("are the same however the bytes come", () => {
    const text = fc.stringMatching(/^(?:[a-zü€😀]|\r\n|\r|\n){0,40}$/u);
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { maxLength: 8 }), (whole, places) => {
        const bytes = Buffer.from(whole);
        expect(linesOf(cut(bytes, places))).toEqual(linesOf([bytes]));
      }),
    );
  });

  test("of bytes that are no UTF-8", () => {
    expect(linesOf([Buffer.from([0xff, 0xfe, 10, 0xc3])])).toEqual(["��", "�"]);
  });

  test("a line without end is cut, no character is lost, and nothing grows", () => {
    const found: string[] = [];
    const lines = new Lines((line) => found.push(line), maskOf([]));
    const piece = Buffer.from("😀".repeat(16_384));
    for (let index = 0; index < 100; index++) lines.push(index === 0 ? Buffer.concat([Buffer.from("x"), piece]) : piece);
    lines.end();
    expect(found.join("") === `x${"😀".repeat(1_638_400)}`).toBe(true);
    expect(Math.max(...found.map((line) => line.length))).toBeLessThanOrEqual(65_536);
  });

  test("a secret is hidden wherever a long line is cut", () => {
    const secret = "correct horse battery staple";
    for (let before = 65_536 - 40; before <= 65_536 + 10; before++) {
      const bytes = Buffer.from(`${"x".repeat(before)}${secret}${"y".repeat(70_000)}`);
      for (const size of [1000, 4096, 65_536, bytes.length]) {
        const places = Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => index * size);
        const text = linesOf(cut(bytes, places), [secret]).join("");
        expect([text.length, text.includes("***"), /horse|battery|staple|correct/.test(text)]).toEqual([before + 3 + 70_000, true, false]);
      }
    }
  });
});

describe("a mask", () => {
  test.each<[string, string[], string, string]>([
    ["hides each place", ["abc"], "abc xabcx", "*** x***x"],
    ["hides the longer of two first", ["pass", "password"], "password pass", "*** ***"],
    ["takes secrets as texts", ["a.b*c(", "$&"], "a.b*c( axbc $&", "*** axbc ***"],
    ["takes no empty secrets", ["", " ", "\n"], "a b", "a b"],
    ["hides lines of a secret", ["-----BEGIN\nMIIEow\n-----END\n"], "key: MIIEow", "key: ***"],
    ["hides what a carriage return parts", ["first\rsecond"], "second", "***"],
    ["leaves braces of a secret in JSON", ['{\n  "token": "xyz"\n}'], '{ "a": {} }', '{ "a": {} }'],
    ["hides a secret in JSON", ['say "hi"\n'], JSON.stringify({ a: 'say "hi"\n' }), '{"a":"***"}'],
    ["hides a secret in a URL", ["p@ss/word"], "https://u:p%40ss%2Fword@host", "https://u:***@host"],
    ["hides all of a secret at once", ["one1\ntwo2"], "one1\ntwo2", "***"],
    ["takes a secret that is no text of Unicode", ["\ud800abc"], "x\ud800abc", "x***"],
  ])("%s", (_what, secrets, text, masked) => {
    expect(maskOf(secrets)(text)).toBe(masked);
  });

  test("leaves nothing of any secret", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ minLength: 4 }).filter((text) => text.trim() !== "" && !text.includes("*")),
          { maxLength: 4 },
        ),
        fc.string(),
        fc.string(),
        (secrets, a, b) => {
          const masked = maskOf(secrets)(secrets.join(a) + b);
          for (const secret of secrets) expect(masked.includes(secret)).toBe(false);
        },
      ),
    );
  });
});
