import { randomUUID } from "node:crypto";
import { mkdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { RemoteError } from "./remote.ts";

/**
 * Makes a file or folder under another name and gives it its own when it is whole: whoever is killed in between leaves nothing that
 * looks like it. What was there is replaced. Where `make` fails, nothing is left.
 *
 * @returns what `make` returned
 * @throws RemoteError where the path cannot be written, and what `make` throws
 */
export async function inPlace<T>(path: string, make: (unfinished: string) => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true }).catch(cannotBeWritten(path));
  const unfinished = beside(path, "part");
  try {
    const made = await make(unfinished);
    await replace(path, unfinished).catch(cannotBeWritten(path));
    return made;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

const cannotBeWritten = (path: string) => (error: Error) => {
  throw new RemoteError(`${path} cannot be written: ${error.message}`);
};

/** A folder that is not empty cannot be renamed over: what was there goes aside first. */
async function replace(path: string, by: string): Promise<void> {
  const old = beside(path, "old");
  const wasThere = await rename(path, old).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return false;
      throw error;
    },
  );
  await rename(by, path);
  if (wasThere) await rm(old, { recursive: true, force: true });
}

/** Short, so that a long name does not get too long. */
const beside = (path: string, what: string): string =>
  join(dirname(path), `.${basename(path).slice(0, 40)}.${randomUUID().slice(0, 8)}.${what}`);
