import { node } from "./node.ts";
import { temporaryPath } from "./temporary.ts";

/** What a file is read from or written from: any stream of Node or of the web is one. */
export type Chunks = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

/** What an artifact that was made here holds, until it is on disk. */
export type Pending =
  /** Nothing yet: its author writes at the artifact's path. */
  | { readonly kind: "empty" }
  | { readonly kind: "data"; readonly data: string | Uint8Array }
  /** Can be gone through once. */
  | { readonly kind: "chunks"; readonly chunks: Chunks }
  /** A file or folder of the author's, copied when it is published. */
  | { readonly kind: "copy"; readonly of: string; readonly folder: boolean };

/** Where an artifact's content is. Grows while it is written, read and published. */
export interface Storage {
  /** Of its class, or as the engine said. */
  schemaTitle: string;
  name: string;
  /** Where it is stored; undefined until it is published. */
  uri: string | undefined;
  /** Where it is on this machine; undefined where nothing needed that yet, or where it isn't here at all. */
  path: string | undefined;
  pending: Pending;
  /** Settles when {@link path} holds the content of a stream. */
  written?: Promise<void>;
}

/** The local path, with what can be written at once written there. */
export function localPath(storage: Storage): string {
  if (storage.path !== undefined) return storage.path;
  const { pending } = storage;
  if (storage.uri !== undefined)
    throw new Error(`${describe(storage)} is stored at ${storage.uri}, which is not mounted here: use its uri`);
  if (pending.kind === "copy") {
    storage.path = node("path").resolve(pending.of);
  } else {
    storage.path = temporaryPath(kindOf(storage));
    if (pending.kind === "data") {
      node("fs").writeFileSync(storage.path, pending.data);
      storage.pending = { kind: "empty" };
    }
  }
  return storage.path;
}

/** The local path, once everything is written there. */
export async function readyPath(storage: Storage): Promise<string> {
  const path = localPath(storage);
  if (storage.pending.kind === "chunks") {
    storage.written = node("fs").promises.writeFile(path, joined(storage.pending.chunks));
    storage.pending = { kind: "empty" };
  }
  await storage.written;
  return path;
}

/**
 * Puts what was made here where the engine wants it. What is stored already stays where it is.
 *
 * @param target - the output's place; its parent folder is made
 */
export async function publish(
  storage: Storage,
  target: { readonly name: string; readonly uri: string; readonly path: string },
): Promise<void> {
  if (storage.uri !== undefined) return;
  const { promises } = node("fs");
  const { pending, path } = storage;
  await promises.mkdir(node("path").dirname(target.path), { recursive: true });
  await promises.rm(target.path, { recursive: true, force: true }); // of an earlier attempt
  if (pending.kind === "data") await promises.writeFile(target.path, pending.data);
  else if (pending.kind === "chunks") await promises.writeFile(target.path, joined(pending.chunks));
  else if (pending.kind === "copy") await copy(storage, pending, target.path);
  else if (path !== undefined) {
    await storage.written;
    await move(path, target.path);
  }
  Object.assign(storage, { ...target, pending: { kind: "empty" } });
}

async function copy(storage: Storage, from: { readonly of: string; readonly folder: boolean }, to: string): Promise<void> {
  const { cp, stat } = node("fs").promises;
  const found = await stat(from.of).catch((error) => Promise.reject(explained(error, storage, from.of)));
  if (found.isDirectory() !== from.folder) {
    throw new Error(
      from.folder
        ? `fromFolder("${from.of}"): this is a file; use fromFile for one`
        : `fromFile("${from.of}"): this is a folder; use fromFolder for one`,
    );
  }
  await cp(from.of, to, { recursive: true, dereference: true });
}

/** Moves what was written at `from`; nothing was, perhaps: engines accept an artifact without a file. */
async function move(from: string, to: string): Promise<void> {
  const { cp, rename, rm } = node("fs").promises;
  try {
    await rename(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return;
    if (code !== "EXDEV") throw error; // another file system: a mounted bucket
    await cp(from, to, { recursive: true });
    await rm(from, { recursive: true });
  }
}

/** Chunks of at least 64 KiB, so that a million short lines aren't a million writes. */
async function* joined(chunks: Chunks): AsyncGenerator<string | Uint8Array> {
  let text = "";
  for await (const chunk of typeof chunks === "string" ? [chunks] : chunks) {
    if (typeof chunk === "string") text += chunk;
    if (text.length >= 65_536 || (text !== "" && typeof chunk !== "string")) {
      yield text;
      text = "";
    }
    if (typeof chunk !== "string") yield chunk;
  }
  if (text !== "") yield text;
}

/** How messages name an artifact. */
export function describe(storage: Storage): string {
  return storage.name === "" ? `this ${kindOf(storage)}` : `artifact "${storage.name}"`;
}

/** `Dataset` of `system.Dataset`. */
function kindOf({ schemaTitle }: Storage): string {
  return schemaTitle.slice(schemaTitle.lastIndexOf(".") + 1);
}

/** What the file system's error means to the reader of an artifact. */
export function explained(error: unknown, storage: Storage, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === "EISDIR")
    return new Error(`${describe(storage)} is a folder, not a file: read the files inside its path, ${path}`, { cause: error });
  if (code === "ENOENT") return new Error(`${describe(storage)} has no content: nothing is at ${path}`, { cause: error });
  return error;
}
