import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** What changes when somebody writes to a file, or in a folder: paths, sizes and times of modification. Undefined where nothing is. */
export function stampOfTree(path: string): string | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  const own = `${stats.size} ${stats.mtimeMs} ${stats.ino}`;
  if (!stats.isDirectory()) return own;
  return [own, ...readdirSync(path).map((name) => `${JSON.stringify(name)} ${stampOfTree(join(path, name))}`)].join("\n");
}
