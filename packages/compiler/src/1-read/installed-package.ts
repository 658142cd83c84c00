import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ancestor } from "./tsconfig.ts";

/**
 * The folder of an installed package as a module in `folder` finds it, links followed. Node's own search takes 2 ms, since it reads manifests on its way; it
 * is left for packages that are in no `node_modules`.
 */
export function installedPackage(name: string, folder: string): string | undefined {
  const holder = ancestor(folder, join("node_modules", name, "package.json"));
  if (holder !== undefined) return realpathSync(join(holder, "node_modules", name));
  try {
    return dirname(createRequire(join(folder, "module.js")).resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}
