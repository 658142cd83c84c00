import { messages } from "@typeline/diagnostics";
import type { Node } from "../1-read/syntax.ts";
import { type Context, excerpt, fail } from "./context.ts";
import { kindOf, type Meaning, Placeholder, PresenceTest } from "./values.ts";

/** A template literal of a container's command: its text with the placeholders in it. */
export function joinPlaceholders(cx: Context, parts: readonly { meaning: Meaning; node: Node }[]): Meaning {
  let text = "";
  for (const { meaning, node } of parts) {
    if (meaning instanceof Placeholder) text += meaning.text;
    else if (meaning === null || typeof meaning !== "object") text += String(meaning);
    else return fail(cx, node, messages.notText({ text: excerpt(cx, node), kind: kindOf(meaning) }));
  }
  return new Placeholder(text);
}

/** A meaning as a test of presence: of an optional input's placeholder, its truth is just that. */
export function presenceOf(meaning: Meaning): PresenceTest | undefined {
  if (meaning instanceof PresenceTest) return meaning;
  return meaning instanceof Placeholder && meaning.optionalInput !== undefined ? new PresenceTest(meaning.optionalInput) : undefined;
}

/** `top !== undefined`, `top == null`: whether an optional input is given; `undefined` if it is not such a test. */
export function presenceComparison(left: Meaning, operator: string, right: Meaning): PresenceTest | boolean | undefined {
  const placeholder = left instanceof Placeholder ? left : right instanceof Placeholder ? right : undefined;
  const other = placeholder === left ? right : left;
  if (!placeholder || (other !== undefined && other !== null)) return undefined;
  const negated = operator === "===" || operator === "==";
  if (!negated && operator !== "!==" && operator !== "!=") return undefined;
  if (placeholder.optionalInput === undefined) return !negated;
  return new PresenceTest(placeholder.optionalInput, negated);
}
