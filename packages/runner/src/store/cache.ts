import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { JsonValue, RuntimeArtifact } from "@typeline/ir";
import type { Values } from "../values.ts";
import type { ArtifactStore } from "./artifacts.ts";
import { digestOf } from "./content.ts";
import { linkTree } from "./links.ts";

/** What a result depends on, by what it is: `input rows` → `100`, `bundle` → its digest. Long values are digests. */
export type Ingredients = Readonly<Record<string, string>>;

/** What the journal says of a task and the cache. */
export interface CacheNote {
  readonly key: string;
  /** The task wants its result to be taken from the cache, and the run lets it. */
  readonly enabled: boolean;
  /** Where the result was made, if it came from the cache. */
  readonly hit: Origin | null;
  readonly ingredients: Ingredients;
}

export interface Origin {
  readonly runId: string;
  readonly path: string;
}

/** The key of a result: the digest of all that it depends on. */
export const keyOf = (ingredients: Ingredients): string =>
  createHash("sha256")
    .update(JSON.stringify(Object.entries(ingredients).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest("hex");

/** An artifact in an entry: its content is in the cache too, or only at its URI. */
interface CachedArtifact extends RuntimeArtifact {
  readonly content?: {
    readonly digest: string;
    readonly name: string;
    /** The URI is another place, which has the content as well. */
    readonly remote: boolean;
    readonly stamp: string;
  };
}

interface Entry {
  readonly version: 1;
  readonly origin: Origin;
  readonly parameters: Readonly<Record<string, JsonValue>>;
  readonly artifacts: Readonly<Record<string, readonly CachedArtifact[]>>;
}

/**
 * Results by key, shared by all runs, in a folder that may be deleted at any time. An entry is one file with its own
 * digest, so that one which is cut, since its writer was killed, is known; the content of artifacts is stored once, by digest. An entry that is
 * broken, or whose content has changed, is none.
 */
export class Cache {
  readonly #entries: string;
  readonly #contents: string;
  #made = false;

  /** @param folder absolute path */
  constructor(folder: string) {
    this.#entries = join(folder, "entries");
    this.#contents = join(folder, "artifacts");
  }

  /** A result, its artifacts given a place in the run; undefined if there is none that is whole. */
  get(key: string, store: ArtifactStore): { readonly origin: Origin; readonly outputs: Values } | undefined {
    try {
      const entry = unsealed(readFileSync(this.#path(key), "utf8"), key);
      const artifacts = Object.entries(entry.artifacts).map(
        ([name, list]) => [name, list.map((artifact) => this.#restore(artifact, store))] as const,
      );
      return { origin: entry.origin, outputs: { parameters: new Map(Object.entries(entry.parameters)), artifacts: new Map(artifacts) } };
    } catch {
      return undefined;
    }
  }

  /** Stores a result. @throws what the file system says */
  put(key: string, origin: Origin, outputs: Values, store: ArtifactStore): void {
    try {
      this.#put(key, origin, outputs, store);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT" || !this.#made) throw error;
      // It was deleted since the last result.
      this.#made = false;
      this.#put(key, origin, outputs, store);
    }
  }

  #put(key: string, origin: Origin, { parameters, artifacts }: Values, store: ArtifactStore): void {
    if (!this.#made) for (const folder of [this.#entries, this.#contents]) mkdirSync(folder, { recursive: true });
    this.#made = true;
    const stored = [...artifacts].map(([name, list]) => [name, list.map((artifact) => this.#store(artifact, store))] as const);
    const entry: Entry = { version: 1, origin, parameters: Object.fromEntries(parameters), artifacts: Object.fromEntries(stored) };
    const path = this.#path(key);
    try {
      // One that is cut, since its writer was killed, is known by its digest.
      writeFileSync(path, sealed(entry, key), { flag: "wx" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      if (this.#isWhole(key)) return;
      writeFileSync(`${path}.${process.pid}.part`, sealed(entry, key));
      renameSync(`${path}.${process.pid}.part`, path);
    }
  }

  #isWhole(key: string): boolean {
    try {
      const { artifacts } = unsealed(readFileSync(this.#path(key), "utf8"), key);
      return Object.values(artifacts).every((list) =>
        list.every(({ content }) => content === undefined || existsSync(join(this.#contents, content.digest))),
      );
    } catch {
      return false;
    }
  }

  #path(key: string): string {
    return join(this.#entries, `${key}.json`);
  }

  #store(artifact: RuntimeArtifact, store: ArtifactStore): CachedArtifact {
    const { customPath, ...rest } = artifact;
    const file = customPath ?? artifact.uri ?? "";
    const digest = store.digestOf(file);
    if (digest === undefined || !existsSync(file)) return artifact;
    const path = join(this.#contents, digest);
    // What is there may have been damaged: it would be taken for whole from now on.
    if (existsSync(path) && digestOf(path) !== digest) rmSync(path, { recursive: true, force: true });
    if (!existsSync(path)) {
      const half = `${path}.${process.pid}.part`;
      rmSync(half, { recursive: true, force: true });
      linkTree(file, half);
      try {
        renameSync(half, path);
      } catch {
        // Another run was first.
        rmSync(half, { recursive: true, force: true });
      }
    }
    return { ...rest, content: { digest, name: basename(file), remote: customPath !== undefined, stamp: stampOf(path) } };
  }

  /** @throws Error where the content is gone or has changed */
  #restore({ content, ...artifact }: CachedArtifact, store: ArtifactStore): RuntimeArtifact {
    if (content === undefined) return artifact;
    const path = join(this.#contents, content.digest);
    const unchanged = content.stamp !== FOLDER && stampOf(path) === content.stamp;
    if (!unchanged && digestOf(path) !== content.digest) {
      rmSync(path, { recursive: true, force: true });
      throw new Error("the content has changed");
    }
    const here = store.link(path, content.digest, content.name);
    return content.remote ? { ...artifact, customPath: here } : { ...artifact, uri: here };
  }
}

/** An entry with the digest of itself and its key before it. */
function sealed(entry: Entry, key: string): string {
  const text = JSON.stringify(entry);
  return `${createHash("sha256").update(`${key}\n${text}`).digest("hex")}\n${text}`;
}

/** @throws Error for an entry that is not as it was written */
function unsealed(text: string, key: string): Entry {
  const entry = JSON.parse(text.slice(65)) as Entry;
  if (text !== sealed(entry, key) || entry.version !== 1) throw new Error("the entry is damaged");
  return entry;
}

const FOLDER = "folder";

/** What changes when a file does. A folder's says nothing of what is in it, so it is read again. */
function stampOf(path: string): string {
  const stats = lstatSync(path);
  return stats.isDirectory() ? FOLDER : `${stats.size} ${stats.mtimeMs} ${stats.ino}`;
}
