import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Failure } from "./errors.ts";

export function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() ?? false;
}

export function isFile(path: string): boolean {
  return statOf(path)?.isFile() ?? false;
}

/** Links followed; `undefined` for what is not there or cannot be looked at. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/**
 * Writes a whole file or nothing: a reader never sees half of it. A file that already says this keeps its time.
 *
 * @returns whether the file was written
 * @throws Failure where the system refuses
 */
export function writeAtomically(path: string, text: string): boolean {
  try {
    if (readIfExists(path) === text) return false;
    mkdirSync(dirname(path), { recursive: true });
    // A link stays a link: what it points to is replaced.
    const target = existsSync(path) ? realpathSync(path) : path;
    const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
    try {
      writeFileSync(temporary, text);
      renameSync(temporary, target);
    } finally {
      rmSync(temporary, { force: true });
    }
    return true;
  } catch (error) {
    throw new Failure(`${path} cannot be written: ${(error as Error).message}`);
  }
}

/** The text of a file, or `undefined` where there is none. */
export function readIfExists(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
