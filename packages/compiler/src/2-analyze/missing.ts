import { messages } from "@typeline/diagnostics";
import type { Node } from "../1-read/syntax.ts";
import { type Context, excerpt, fail, locate } from "./context.ts";
import type { Missing, Poison } from "./values.ts";

/** Reports that something is read which only some ways through the pipeline give. */
export function mayNotBeThere(cx: Context, at: Node, { why, at: branch }: Missing): Poison {
  return fail(cx, at, messages.mayNotBeThere({ text: excerpt(cx, at), why }), {
    related: branch ? [{ location: locate(cx, branch), message: "because of this" }] : [],
  });
}
