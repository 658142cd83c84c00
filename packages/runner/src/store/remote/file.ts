import { cp, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { inPlace } from "./in-place.ts";
import { type Remote, RemoteError } from "./remote.ts";

/** Files and folders of this machine: `file:` URIs and plain paths. What is fetched stays where it is. */
export function files(cwd: string): Remote {
  return {
    async fetch(uri, _into, signal) {
      signal.throwIfAborted();
      const path = pathOf(uri, cwd);
      const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
        const isMissing = error.code === "ENOENT" || error.code === "ENOTDIR";
        throw new RemoteError(`${path} ${isMissing ? "does not exist" : `cannot be read: ${error.message}`}`);
      });
      if (!found.isFile() && !found.isDirectory()) throw new RemoteError(`${path} is neither a file nor a folder`);
      return path;
    },
    async check(uri) {
      pathOf(uri, cwd);
    },
    async put(path, uri, signal) {
      signal.throwIfAborted();
      const target = pathOf(uri, cwd);
      await inPlace(target, (unfinished) =>
        cp(path, unfinished, { recursive: true, dereference: true }).catch((error: Error) => {
          throw new RemoteError(`${target} cannot be written: ${error.message}`);
        }),
      );
    },
  };
}

function pathOf(uri: string, cwd: string): string {
  if (!/^file:/i.test(uri)) return resolve(cwd, uri);
  // `file:data.csv` has no host and no root: the URL parser would make `/data.csv` of it.
  const relative = /^file:(?!\/)(.*)$/is.exec(uri);
  if (relative !== null) return resolve(cwd, decode(relative[1]!, uri));
  try {
    return fileURLToPath(uri);
  } catch (error) {
    throw new RemoteError(`${uri} is no file of this machine: ${(error as Error).message}`);
  }
}

function decode(text: string, uri: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RemoteError(`${uri} is no file of this machine: its % are no escapes`);
  }
}
