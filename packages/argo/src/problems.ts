import type { Message } from "@typeline/diagnostics";
import type { Finding } from "@typeline/ir";

/** Collects what cannot be lowered, each place once. */
export class Problems {
  readonly #found = new Map<string, Finding>();

  report(message: Message, path: Finding["path"], at: Finding["at"] = "key"): void {
    this.#found.set(`${message.code} ${path.join("/")}`, { message, path, at });
  }

  get all(): readonly Finding[] {
    return [...this.#found.values()];
  }
}
