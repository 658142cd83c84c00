import { existsSync } from "node:fs";
import { RunnerError } from "../runner-error.ts";
import { ContentError, digestOf } from "../store/content.ts";

/** What tells the content at a path from another: its digest, read once. */
export class Digests {
  readonly #known = new Map<string, string>();

  /** @throws RunnerError for what is neither a file nor a folder of such */
  of(path: string): string {
    let digest = this.#known.get(path);
    if (digest === undefined) {
      digest = existsSync(path) ? whole(path) : "nothing";
      this.#known.set(path, digest);
    }
    return digest;
  }
}

function whole(path: string): string {
  try {
    return digestOf(path);
  } catch (error) {
    if (error instanceof ContentError) throw new RunnerError(`the artifact ${path} cannot be read: it ${error.message}.`);
    throw error;
  }
}
