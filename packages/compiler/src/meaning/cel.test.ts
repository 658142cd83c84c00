import { parseExpression } from "@typeline/ir";
import { expect, test } from "vitest";
import { CelError, evaluate } from "./samples/engine/cel.ts";

const scope = { x: 5.5, n: 7, s: "ü🙈", list: [1, "a", null], cfg: { a: { "b c": true }, none: null } };

function value(text: string): unknown {
  const parsed = parseExpression(text);
  if (parsed.error !== undefined) throw new Error(parsed.error);
  return evaluate(parsed.expression, scope);
}

test.each<[string, unknown]>([
  ["int(x) == 5", true],
  ["x == 5", false],
  ["n == 7 && 7 == n", true],
  ["n in [1, 7]", true],
  ["'a' in list && !('b' in list)", true],
  ["'a' in cfg && !('z' in cfg)", true],
  ["cfg.a['b c'] ? 'yes' : 'no'", "yes"],
  ["has(cfg.a) && !has(cfg.z)", true],
  ["cfg.none == null", true],
  ["cfg == {'none': null, 'a': {'b c': true}}", true],
  ["cfg.missing == 1 || true", true],
  ["true || cfg.missing == 1", true],
  ["cfg.missing == 1 && false", false],
  ["size(s)", 2n],
  ["size(list) * 2", 6n],
  ["double(size(list)) + x", 8.5],
  ["7 / 2", 3n],
  ["-7 % 3", -1n],
  ["7.0 / 2.0", 3.5],
  ["1.0 / 0.0 > 1e300", true],
  ["'a' + string(true) + string(int(n))", "atrue7"],
  ["string(1000000.0)", "1e+06"],
  ["string(0.00001)", "1e-05"],
  ["string(5.5)", "5.5"],
  ["'abc'.startsWith('ab') && 'abc'.endsWith('bc') && 'abc'.contains('b')", true],
  ["'\\uFFFF' < '🙈'", true],
  ["parseJson('[{\"a\": 1}]')[0]['a']", 1],
  ["list.exists(item, item == 'a') && !list.all(item, item == 'a')", true],
  ["'1' == 1 || 1.0 == 1", true],
])("%s", (text, expected) => expect(value(text)).toEqual(expected));

test.each([
  "cfg.missing",
  "list[3]",
  "x + 1",
  "1 < 'a'",
  "x && true",
  "cfg.missing == 1 || false",
  "1 / 0",
  "unknown(1)",
  "parseJson('{')",
])("%s is an error", (text) => expect(() => value(text)).toThrow(CelError));
