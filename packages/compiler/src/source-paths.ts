import { resolve } from "node:path";
import type { CompileOptions } from "./compile.ts";

/** Absolute paths of the sources, each once. */
export function sourcePaths({ cwd, sources }: CompileOptions): string[] {
  return [...new Set(sources.map(({ path }) => resolve(cwd, path)))];
}

/** Absolute paths of all that TypeScript is to read: the sources, then the configuration. */
export function pathsToOpen(options: CompileOptions): string[] {
  const { configFile } = options;
  return [...sourcePaths(options), ...(configFile === undefined ? [] : [configFile])];
}
