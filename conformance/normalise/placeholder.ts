import { type Json, object } from "./json.ts";
import { constant, isConstant, listOf, objectOf, template, type Value } from "./value.ts";

const parameterPlaceholder = /\{\{\$\.inputs\.parameters\[(?:'([^']*)'|"([^"]*)")\]\}\}/;

/** The names of the inputs whose presence an executor's command line tests. */
export function presenceTests(executor: Json): Set<string> {
  const tests = JSON.stringify(executor).matchAll(/\\?"InputName\\?":\s*\\?"([^"\\]+)/g);
  return new Set([...tests].map(([, name]) => name ?? ""));
}

/** A text with its `{{$.inputs.parameters['x']}}` replaced by what `lookUp` says of `x`; where it says nothing, they stay as they are. */
export function substituteText(value: string, lookUp: (name: string) => Value | undefined): Value {
  const parts: (string | Value)[] = [];
  let tail = value;
  for (let match = parameterPlaceholder.exec(tail); match !== null; match = parameterPlaceholder.exec(tail)) {
    parts.push(tail.slice(0, match.index), lookUp(match[1] ?? match[2] ?? "") ?? match[0]);
    tail = tail.slice(match.index + match[0].length);
  }
  return template([...parts, tail]);
}

/** The same in any constant: KFP's compiler writes an f-string as a constant with placeholders, at any depth. */
export function substitute(value: Json, lookUp: (name: string) => Value | undefined): Value {
  if (typeof value === "string") return substituteText(value, lookUp);
  if (Array.isArray(value)) return listOf(value.map((item) => substitute(item, lookUp)));
  if (value === null || typeof value !== "object") return constant(value);
  return objectOf(Object.entries(value).map(([key, field]) => [key, substitute(field, lookUp)]));
}

/**
 * One word of a container's command line. KFP writes a structured word as JSON text: `{"Concat": […]}` is the joined text,
 * `{"IfPresent": {…}}` stays a choice, its arms always lists.
 */
export function commandWord(word: Json, lookUp: (name: string) => Value | undefined): Json {
  const structured = typeof word === "string" && /^\s*\{\s*"(Concat|IfPresent)"/.test(word) ? object(JSON.parse(word)) : object(word);
  if (Array.isArray(structured.Concat)) {
    const parts = structured.Concat.map((part) => commandWord(part, lookUp));
    return plain(template(parts.map((part) => (typeof part === "string" ? part : object(part)))));
  }
  if (structured.IfPresent !== undefined) {
    const { InputName, Then, Else } = object(structured.IfPresent);
    const arm = (words: Json | undefined) => (words === undefined ? [] : [words].flat().map((one) => commandWord(one, lookUp)));
    return { ifPresent: InputName ?? null, given: arm(Then), absent: arm(Else) };
  }
  return plain(substitute(word, lookUp));
}

function plain(value: Value): Json {
  return isConstant(value) ? value.constant : value;
}
