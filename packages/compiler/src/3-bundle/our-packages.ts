import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installedPackage } from "../1-read/installed-package.ts";

/** Our packages that run in a task, by name: always the compiler's own copies, whichever the author's project has. */
export const OUR_PACKAGES = ["@typeline/dsl", "@typeline/runtime"] as const;

/** What the one module that holds them is called where a bundle's parts are named. */
const OURS = "@typeline/runtime";

export function isOurs(name: string): boolean {
  return name === OURS;
}

/** The module that holds all of them (`build.mjs` makes it): one instance of each class, one file to read. */
export function ourModule(): string {
  // The command line is bundled into files elsewhere, so the search starts at the package.
  const folder = installedPackage("@typeline/compiler", dirname(fileURLToPath(import.meta.url)))!;
  return join(folder, "dist", "3-bundle", "task.js");
}

/** Folders of packages that are in no `node_modules`, by the packages' names. */
export function ourFolders(module: string): Map<string, string> {
  return new Map([[OURS, dirname(module)]]);
}
