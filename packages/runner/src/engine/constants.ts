import { type JsonValue, parseTemplate, printPlaceholder, type RunFact } from "@typeline/ir";

/** A fact of the run, as placeholders name it; undefined for one that nobody knows yet. */
export type Facts = (name: RunFact) => string | undefined;

/**
 * A constant argument with its placeholders filled in: facts of the run, and other inputs of the task. One that is nothing but an input is
 * that input's value; text around it makes it text, and so does a list or an object: KFP puts values into the text of their JSON. What is
 * not known stays as it is, as with KFP.
 */
export function filled(constant: JsonValue, inputs: ReadonlyMap<string, JsonValue>, facts: Facts): JsonValue {
  const parts = typeof constant === "string" && constant.includes("{{$") ? parseTemplate(constant) : [];
  const [only] = parts;
  if (parts.length === 1 && typeof only === "object" && only.kind === "inputParameter") return inputs.get(only.name) ?? constant;
  return filledTexts(constant, inputs, facts);
}

function filledTexts(constant: JsonValue, inputs: ReadonlyMap<string, JsonValue>, facts: Facts): JsonValue {
  if (Array.isArray(constant)) return constant.map((item) => filledTexts(item, inputs, facts));
  if (typeof constant === "object" && constant !== null)
    return Object.fromEntries(Object.entries(constant).map(([key, item]) => [key, filledTexts(item, inputs, facts)]));
  if (typeof constant !== "string" || !constant.includes("{{$")) return constant;
  return parseTemplate(constant)
    .map((part) => {
      if (typeof part === "string") return part;
      const value = part.kind === "inputParameter" ? inputs.get(part.name) : part.kind === "runFact" ? facts(part.name) : undefined;
      return value === undefined ? printPlaceholder(part) : typeof value === "string" ? value : JSON.stringify(value);
    })
    .join("");
}
