import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { RemoteError } from "./remote.ts";

/**
 * `sha256:…` of a file's content, or of a folder: of its relative paths in order, each with the digest of its file. What links point at
 * counts, not that they are links; permissions and times do not count.
 *
 * @throws RemoteError for what is neither file nor folder: reading a pipe would wait forever
 */
export async function digestOf(path: string, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const found = await stat(path);
  if (found.isFile()) return digestOfFile(path, signal);
  if (!found.isDirectory()) throw new RemoteError(`${path} is neither a file nor a folder`);
  const hash = createHash("sha256").update("folder\0");
  for (const name of (await readdir(path)).sort()) hash.update(`${name}\0${await digestOf(join(path, name), signal)}\0`);
  return `sha256:${hash.digest("hex")}`;
}

async function digestOfFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of createReadStream(path, { signal, highWaterMark: 1 << 20 })) hash.update(bytes);
  return `sha256:${hash.digest("hex")}`;
}
