import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** A file or its absence, as it was at one moment. */
export interface FileRecord {
  readonly path: string;
  /** SHA-256 of the content; `null` where there is no such file. */
  readonly hash: string | null;
  /** Size, inode, and times of change in nanoseconds: as long as they are the same, the content is not read. */
  readonly stat: string;
  /**
   * Whether the file had been left alone for two seconds. Times are coarse on some file systems: one that was written just
   * now can change again within the same tick, so its content is read.
   */
  readonly settled: boolean;
}

/** A folder's names of modules and folders: a new one can change what an import finds. */
export interface FolderRecord {
  readonly path: string;
  readonly hash: string;
  readonly stat: string;
  readonly settled: boolean;
}

const settlingTime = 2000;

/** @param now milliseconds since 1970 */
export function recordFile(path: string, now: number): FileRecord {
  const { stat, settled } = statusOf(path, now);
  return { path, hash: stat === "" ? null : hashFile(path), stat, settled };
}

/** The record brought up to date, or `undefined` where the content is another. */
export function sameFile(record: FileRecord, now: number): FileRecord | undefined {
  const { stat, settled } = statusOf(record.path, now);
  if (stat === record.stat && (record.settled || stat === "")) return record;
  if ((stat === "" ? null : hashFile(record.path)) !== record.hash) return undefined;
  return { ...record, stat, settled };
}

export function recordFolder(path: string, now: number): FolderRecord {
  return { path, hash: hashNames(path), ...statusOf(path, now) };
}

export function sameFolder(record: FolderRecord, now: number): FolderRecord | undefined {
  const { stat, settled } = statusOf(record.path, now);
  if (stat === record.stat && record.settled) return record;
  return hashNames(record.path) === record.hash ? { ...record, stat, settled } : undefined;
}

/** The latest change of a file or of its name, in milliseconds since 1970; 0 where there is none. */
export function changedAt(path: string): number {
  const stats = statsOf(path);
  return stats === undefined ? 0 : Math.max(Number(stats.mtimeMs), Number(stats.ctimeMs));
}

function statusOf(path: string, now: number): { stat: string; settled: boolean } {
  const stats = statsOf(path);
  if (stats === undefined) return { stat: "", settled: true };
  const { size, ino, mtimeNs, ctimeNs } = stats;
  return { stat: `${size}:${ino}:${mtimeNs}:${ctimeNs}`, settled: now - changedAt(path) > settlingTime };
}

function statsOf(path: string) {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** A file that cannot be read is like one that is not there: the compiler saw neither. */
function hashFile(path: string): string | null {
  try {
    return hashText(readFileSync(path));
  } catch {
    return null;
  }
}

export function hashText(text: string | Uint8Array): string {
  return createHash("sha256").update(text).digest("hex");
}

const moduleName = /\.([cm]?[jt]sx?|json)$/;

function hashNames(path: string): string {
  return hashText(JSON.stringify(visibleEntries(path).map(({ name }) => name)));
}

function visibleEntries(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => !entry.name.startsWith(".") && (!entry.isFile() || moduleName.test(entry.name)))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

/** A folder and those in it, without `node_modules`; `undefined` where there are more than `limit`. */
export function foldersIn(root: string, limit: number): string[] | undefined {
  const found = [root];
  for (const folder of found) {
    for (const entry of visibleEntries(folder))
      if (entry.isDirectory() && entry.name !== "node_modules") found.push(join(folder, entry.name));
    if (found.length > limit) return undefined;
  }
  return found;
}
