// Generated from messages/*.md by `npm run generate`. Do not edit.
import type { Message } from "./diagnostic.ts";

/** The catalogue: one function a message, named and typed by its Markdown page. */
export const messages = {
  /** TL2104: `{call}` cannot run inside a pipeline: `{value}` is only known while the pipeline runs. */
  runtimeOnlyCall: (p: { call: string | number; value: string | number }): Message => ({ code: "TL2104", severity: "error", message: `\`${p.call}\` cannot run inside a pipeline: \`${p.value}\` is only known while the pipeline runs.`, help: `Move the call into a component, or write \`compute(() => ${p.call})\`.` }),
} as const;
