import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isFile, isFolder, readIfExists } from "./files.ts";
import { parseSource } from "./sources.ts";

export const configName = "typeline.config.ts";

/** A folder and all above it, innermost first. */
export function ancestors(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...ancestors(above)];
}

/** Where the search for a project begins: the folder of the first source, else the working folder. */
export function startFolder(sources: readonly string[], cwd: string): string {
  const [first] = sources;
  if (first === undefined) return cwd;
  const path = resolve(cwd, parseSource(first, cwd).path);
  return isFolder(path) ? path : dirname(path);
}

/** The nearest `typeline.config.ts`, upward. */
export function findConfig(folder: string): string | undefined {
  return ancestors(folder)
    .map((each) => join(each, configName))
    .find((path) => existsSync(path));
}

/** Where what can be made again is kept: in the nearest `node_modules`, else in the project's `.typeline`. */
export function cacheFolder(cwd: string): string {
  const folders = ancestors(cwd);
  const modules = folders.find((folder) => isFolder(join(folder, "node_modules")));
  if (modules !== undefined) return join(modules, "node_modules", ".cache", "typeline");
  const project = folders.find((folder) => existsSync(join(folder, "package.json"))) ?? cwd;
  return join(project, ".typeline", "cache");
}

/**
 * A TypeScript file that a source map names, in the first of the folders that has it. A source map may come from anywhere, so nothing but
 * TypeScript below one of these folders is shown.
 */
export function findBelow(folders: readonly string[], file: string): { path: string; text: string } | undefined {
  if (!/^(?!.*\.\.)[^/\\].*\.[cm]?ts$/.test(file)) return undefined;
  for (const folder of folders) {
    const path = resolve(folder, file);
    const text = isFile(path) ? readIfExists(path) : undefined;
    if (text !== undefined) return { path, text };
  }
  return undefined;
}
