import type { Severity } from "./diagnostic.ts";

/** A page of the catalogue: one Markdown file of `messages/`, its parameters left as `{names}`. */
export interface Page {
  /** The function's name in `messages`. */
  readonly name: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
  /** Why, before and after. */
  readonly markdown: string;
}
