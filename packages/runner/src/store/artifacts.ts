import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { digestOf } from "./content.ts";
import { linkTree } from "./links.ts";

const NONE = "none";

/** Whether a path is that of an artifact without content. */
export const isNone = (path: string): boolean => path.split(sep).at(-2) === NONE;

/** The artifacts of a run, by content: `artifacts/<digest>/<name>`. What is in there is whole, and never changes. */
export class ArtifactStore {
  readonly folder: string;
  /** Paths of it whose content this process has written or read. */
  readonly #whole = new Set<string>();

  /** @param folder absolute path, there */
  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Takes what a task has written.
   *
   * @param path a file or folder, which is moved
   * @returns where it is now; the same content under the same name is stored once
   * @throws ContentError
   */
  take(path: string, name: string): string {
    const digest = digestOf(path);
    const stored = join(this.folder, digest, name);
    if (this.#has(stored)) {
      rmSync(path, { recursive: true, force: true });
      return stored;
    }
    mkdirSync(join(this.folder, digest), { recursive: true });
    protect(path);
    renameSync(path, stored);
    this.#whole.add(stored);
    return stored;
  }

  /** A second name here for content that is stored elsewhere, such as in the cache. */
  link(from: string, digest: string, name: string): string {
    const stored = join(this.folder, digest, name);
    if (this.#has(stored)) return stored;
    mkdirSync(join(this.folder, digest), { recursive: true });
    const half = `${stored}.${process.pid}.part`;
    rmSync(half, { recursive: true, force: true });
    linkTree(from, half);
    renameSync(half, stored);
    this.#whole.add(stored);
    return stored;
  }

  /** Whether something is stored, and whole: what an earlier process stored may have been damaged since, and is removed then. */
  #has(stored: string): boolean {
    if (!existsSync(stored)) return false;
    if (!this.isWhole(stored)) rmSync(stored, { recursive: true, force: true });
    return existsSync(stored);
  }

  /** The path of an artifact that has no content: nothing is there. */
  none(name: string): string {
    return join(this.folder, NONE, name);
  }

  /** Whether what is stored at a path is what its digest says. True for a path that is not of this store. */
  isWhole(path: string): boolean {
    const digest = this.digestOf(path);
    if (digest === undefined || this.#whole.has(path)) return true;
    const whole = existsSync(path) && digestOf(path) === digest;
    if (whole) this.#whole.add(path);
    return whole;
  }

  /** What is stored at a path may have been changed. */
  distrust(path: string): void {
    this.#whole.delete(path);
  }

  /** The digest of what is stored at a path; undefined for a path that is not of this store. */
  digestOf(path: string): string | undefined {
    const inside = relative(this.folder, path);
    const [digest] = inside.split(sep);
    return /^[0-9a-f]{64}$/.test(digest ?? "") ? digest : undefined;
  }
}

/** Artifacts are not changed by who reads them: they may be in the cache too. */
function protect(path: string): void {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return;
  if (stats.isDirectory()) for (const name of readdirSync(path)) protect(join(path, name));
  else chmodSync(path, stats.mode & 0o555);
}
