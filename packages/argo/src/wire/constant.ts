import { type JsonValue, type ParameterType, parseTemplate } from "@typeline/ir";
import { quote } from "../expressions/strings.ts";
import { type FactPlace, factCode } from "./facts.ts";
import { encode, literal, type Wire } from "./wire.ts";

/** A value, and the type that it is declared with, where it is declared. */
export interface Typed {
  readonly wire: Wire;
  readonly type: ParameterType | undefined;
}

/**
 * A constant with its placeholders filled in when the workflow runs: facts of the run, and other inputs of the same task.
 *
 * @param textOf the text of another input, as an expression
 */
export function constantWire(constant: JsonValue, place: FactPlace, textOf: (input: string) => string | undefined): Typed {
  const code = codeOf(constant, place, textOf);
  if (code === undefined) return { wire: { kind: "constant", value: constant }, type: undefined };
  const type = typeof constant === "string" ? "STRING" : Array.isArray(constant) ? "LIST" : "STRUCT";
  return { wire: { kind: "expression", code: encode(code) }, type };
}

/** `undefined` of a constant without placeholders. */
function codeOf(constant: JsonValue, place: FactPlace, textOf: (input: string) => string | undefined): string | undefined {
  if (typeof constant === "string") return textCode(constant, place, textOf);
  if (typeof constant !== "object" || constant === null) return undefined;
  const parts = Object.entries(constant).map(([name, value]) => [name, value, codeOf(value, place, textOf)] as const);
  if (parts.every(([, , code]) => code === undefined)) return undefined;
  const codes = parts.map(([name, value, code]) => [name, code ?? literal(value)] as const);
  if (Array.isArray(constant)) return `[${codes.map(([, code]) => code).join(", ")}]`;
  return `{${codes.map(([name, code]) => `${quote(name)}: ${code}`).join(", ")} }`;
}

function textCode(text: string, place: FactPlace, textOf: (input: string) => string | undefined): string | undefined {
  let found = false;
  const parts = parseTemplate(text).map((part) => {
    if (typeof part === "string") return quote(part);
    const code = part.kind === "inputParameter" ? textOf(part.name) : part.kind === "runFact" ? factCode(part.name, place) : undefined;
    found ||= code !== undefined;
    return code ?? '""';
  });
  return found ? `(${parts.join(" + ")})` : undefined;
}
