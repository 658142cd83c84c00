import { existsSync } from "node:fs";
import { digestOf } from "../store/content.ts";

/** What tells the content at a path from another: its digest, read once. */
export class Digests {
  readonly #known = new Map<string, string>();

  of(path: string): string {
    let digest = this.#known.get(path);
    if (digest === undefined) {
      digest = existsSync(path) ? digestOf(path) : "nothing";
      this.#known.set(path, digest);
    }
    return digest;
  }
}
