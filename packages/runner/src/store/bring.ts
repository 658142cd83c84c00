import { createHash } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import type { RuntimeArtifact } from "@typeline/ir";
import type { ArtifactStore } from "./artifacts.ts";
import { RemoteError } from "./remote/remote.ts";
import type { RemoteOf } from "./remote/remotes.ts";

/** Brings artifacts that are elsewhere to this machine, each once, and takes what is made here to where the run's root is. */
export class Transport {
  readonly #remoteOf: RemoteOf;
  readonly #store: ArtifactStore;
  readonly #folder: string;
  readonly #fetched = new Map<string, Promise<string>>();

  /** @param folder absolute path, for what is on its way */
  constructor(remoteOf: RemoteOf, store: ArtifactStore, folder: string) {
    this.#remoteOf = remoteOf;
    this.#store = store;
    this.#folder = folder;
  }

  /**
   * An artifact with its content on this machine: at its own path, or a copy in the run, which is its `customPath`.
   *
   * @throws RemoteError where it cannot be had
   */
  async bring(artifact: RuntimeArtifact, signal: AbortSignal): Promise<RuntimeArtifact> {
    const { uri = "" } = artifact;
    if (artifact.customPath !== undefined || uri === "") return artifact;
    let fetched = this.#fetched.get(uri);
    if (fetched === undefined) {
      fetched = this.#fetch(uri, signal);
      this.#fetched.set(uri, fetched);
      fetched.catch(() => this.#fetched.delete(uri));
    }
    const path = await fetched;
    return isHere(uri) ? { ...artifact, uri: path } : { ...artifact, customPath: path };
  }

  /** Why what is at a URI cannot be brought here, wherever it is: nobody here knows its scheme. Undefined where it can be tried. */
  obstacle(uri: string): string | undefined {
    try {
      this.#remoteOf(uri);
      return undefined;
    } catch (error) {
      if (error instanceof RemoteError) return error.message;
      throw error;
    }
  }

  /** Stores an artifact below the run's root. @throws RemoteError */
  async take(artifact: RuntimeArtifact, uri: string, signal: AbortSignal): Promise<RuntimeArtifact> {
    const path = artifact.customPath ?? artifact.uri ?? "";
    if (this.#store.digestOf(path) === undefined) return artifact;
    await this.#remoteOf(uri).put(path, uri, signal);
    return isHere(uri) ? artifact : { ...artifact, uri, customPath: path };
  }

  /** Whether artifacts can be stored below a root. @throws RemoteError if not */
  async check(root: string): Promise<void> {
    await this.#remoteOf(root).check(root);
  }

  async #fetch(uri: string, signal: AbortSignal): Promise<string> {
    const folder = join(this.#folder, createHash("sha256").update(uri).digest("hex").slice(0, 16));
    mkdirSync(folder, { recursive: true });
    try {
      const path = await this.#remoteOf(uri).fetch(uri, folder, signal);
      return path.startsWith(`${folder}/`) ? this.#store.take(path, basename(path)) : path;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** Whether a URI is a path of this machine. */
export const isHere = (uri: string): boolean => uri.startsWith("file:") || !/^[a-z][a-z\d+.-]+:/i.test(uri);
