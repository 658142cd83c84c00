import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";

/** Our packages that run in a task, by name: always the compiler's own copies, whichever the author's project has. */
export const OUR_PACKAGES = ["@typeline/dsl", "@typeline/runtime"] as const;

export function isOurs(name: string): boolean {
  return OUR_PACKAGES.some((ours) => ours === name);
}

/** The file of each that is imported. */
export function ourEntryFiles(): Map<string, string> {
  const { resolve } = createRequire(import.meta.url);
  return new Map(OUR_PACKAGES.map((name) => [name, realpathSync(resolve(name))]));
}

/** The folder of each: of a `dist/index.js`, the package's. */
export function ourFolders(files: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...files].map(([name, file]) => [name, dirname(dirname(file))]));
}
