import { createHash } from "node:crypto";
import { closeSync, type Dirent, lstatSync, openSync, readdirSync, readlinkSync, readSync, type Stats } from "node:fs";
import { isAbsolute, join, relative } from "node:path";

/** What an artifact's file or folder cannot be, in words that follow its name. */
export class ContentError extends Error {}

const CHUNK = 1 << 20;

/**
 * SHA-256, in hexadecimal, of a file's bytes or of a folder: names, kinds and contents of all that is in it, whatever the order of the file
 * system. Modification times and owners do not count; whether a file is executable does.
 *
 * @throws ContentError for a link that leaves the folder, a socket or a device, a name that is no UTF-8
 */
export function digestOf(path: string): string {
  const stats = lstatSync(path);
  if (stats.isDirectory()) return digestOfFolder(path, path);
  if (!stats.isFile()) throw new ContentError(`is neither a file nor a folder: ${path}`);
  return digestOfFile(path, stats);
}

function digestOfFile(path: string, { size }: Stats): string {
  const hash = createHash("sha256");
  const file = openSync(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(Math.min(CHUNK, Math.max(size, 1)));
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) hash.update(buffer.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest("hex");
}

function digestOfFolder(folder: string, root: string): string {
  const hash = createHash("sha256").update("folder\n");
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) hash.update(`${JSON.stringify(entry.name)} ${digestOfEntry(entry, join(folder, entry.name), root)}\n`);
  return hash.digest("hex");
}

function digestOfEntry(entry: Dirent, path: string, root: string): string {
  if (entry.name.includes("\uFFFD") && lstatSync(path, { throwIfNoEntry: false }) === undefined)
    throw new ContentError(`holds a name that is no UTF-8: ${relative(root, path)}`);
  if (entry.isDirectory()) return `folder ${digestOfFolder(path, root)}`;
  if (entry.isSymbolicLink()) return `link ${JSON.stringify(insideLink(path, root))}`;
  if (!entry.isFile()) throw new ContentError(`holds what is neither a file nor a folder: ${relative(root, path)}`);
  const stats = lstatSync(path);
  return `${stats.mode & 0o100 ? "program" : "file"} ${digestOfFile(path, stats)}`;
}

/**
 * The target of a link that stays within the folder, whatever the folder's name is: it goes up at its beginning alone, where nothing but
 * real folders is, and not above the root. Behind the name of another link, `..` leads from where that goes.
 */
function insideLink(path: string, root: string): string {
  const target = readlinkSync(path);
  const parts = target.split("/").filter((part) => part !== "" && part !== ".");
  const down = parts.findIndex((part) => part !== "..");
  const ups = down < 0 ? parts.length : down;
  const depth = relative(root, path).split("/").length - 1;
  if (isAbsolute(target) || ups > depth || parts.includes("..", ups))
    throw new ContentError(`holds a link that leaves it: ${relative(root, path)} -> ${target}`);
  return target;
}
