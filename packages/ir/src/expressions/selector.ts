import { parseExpression } from "./parse.ts";
import { printString } from "./strings.ts";

/**
 * The expression that takes a field or element out of a parameter, in the form that the proto promises for every engine:
 * `selector(["a", 0, "b"])` is `parseJson(string_value)["a"][0]["b"]`. Keys are escaped as in JSON.
 *
 * @param path Keys of objects (strings) and indexes of lists (whole numbers from 0).
 */
export function selector(path: readonly (string | number)[]): string {
  return `parseJson(string_value)${path.map((step) => (typeof step === "number" ? `[${step}]` : `[${printString(step, '"')}]`)).join("")}`;
}

/** The path of a text that {@link selector} or KFP's SDK printed; `undefined` of any other expression. */
export function selectorPath(text: string): (string | number)[] | undefined {
  const parsed = parseExpression(text);
  if (parsed.error !== undefined) return undefined;
  const path: (string | number)[] = [];
  let expression = parsed.expression;
  while (expression.kind === "index" && expression.index.kind === "literal") {
    const { type, value } = expression.index;
    if (type !== "string" && type !== "int") return undefined;
    path.unshift(type === "string" ? value : Number(value));
    expression = expression.operand;
  }
  const [argument] =
    expression.kind === "call" && expression.name === "parseJson" && expression.target === undefined ? expression.arguments : [];
  return argument?.kind === "identifier" && argument.name === "string_value" ? path : undefined;
}
