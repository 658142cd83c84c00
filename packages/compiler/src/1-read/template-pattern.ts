import { type TemplateLiteralType, type Type, TypeFlags } from "typescript/unstable/sync";
import { escapePattern } from "../types/union.ts";

const NUMBER = "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?";
const ANYTHING = "[\\s\\S]*";

/** The anchored regular expression of a template-literal type: `` `${number}Gi` ``. Of `Uppercase<string>` and the like: any text. */
export function templatePattern(type: TemplateLiteralType): string {
  const spans = type.getTypes();
  return `^${type.texts.map((text, index) => escapePattern(text) + (index < spans.length ? spanPattern(spans[index]!) : "")).join("")}$`;
}

function spanPattern(type: Type): string {
  if (type.flags & TypeFlags.Number) return NUMBER;
  if (type.flags & TypeFlags.BigInt) return "-?\\d+";
  if (type.isTemplateLiteralType()) return templatePattern(type).slice(1, -1);
  return ANYTHING;
}
