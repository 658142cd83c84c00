import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Folders for attempts. One that is empty afterwards is used again: file systems are slow to make and remove many. */
export class Folders {
  readonly #folder: string;
  readonly #empty: string[] = [];
  #count = 0;

  /** @param folder absolute path; nothing is in it */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Absolute path of an empty folder. */
  take(): string {
    const empty = this.#empty.pop();
    if (empty !== undefined) return empty;
    const path = join(this.#folder, String(++this.#count));
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** Takes a folder back, with what is still in it. */
  give(path: string): void {
    if (readdirSync(path).length === 0) this.#empty.push(path);
    else rmSync(path, { recursive: true, force: true });
  }
}
