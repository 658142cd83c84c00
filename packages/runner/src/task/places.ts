import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { digestOf } from "../store/content.ts";

/** The absolute path of a URI on this machine, or of a path; undefined for a URI that is elsewhere. */
export function localPath(uri: string, cwd: string): string | undefined {
  if (uri.startsWith("file://")) return fileURLToPath(uri);
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(uri) ? undefined : resolve(cwd, uri);
}

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
