import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** A configuration that is not on the disk. */
export interface VirtualConfig {
  /** Absolute path, in the folder from which `types` are looked up. */
  readonly path: string;
  readonly text: string;
}

const VIRTUAL_NAME = "tsconfig.typeline-virtual.json";

/** The nearest `tsconfig.json` at or above a folder. */
export function nearestConfig(folder: string): string | undefined {
  const holder = ancestor(folder, "tsconfig.json");
  return holder && join(holder, "tsconfig.json");
}

/** The folder that a configuration of our own for a file would stand in: its package's. */
export function packageFolder(file: string): string {
  return ancestor(dirname(file), "package.json") ?? dirname(file);
}

/**
 * The configuration of files that no `tsconfig.json` includes. With one nearby, its options hold and only its choice of files does not.
 * @param base the nearest `tsconfig.json`.
 */
export function configExtending(base: string, files: readonly string[]): VirtualConfig {
  return virtual(dirname(base), { extends: base, files: [...files].sort(), include: [], compilerOptions: UNSET });
}

/**
 * The configuration of files that have no `tsconfig.json` nearby. The options are those of the bundler that will bundle the components:
 * `bundler` resolution, everything strict, the types of Node where they are installed, else the web's (`fetch`, `URL`, `AbortSignal`),
 * which Node has as well.
 */
export function configWithoutBase(folder: string, files: readonly string[]): VirtualConfig {
  return virtual(folder, { files: [...files].sort(), compilerOptions: optionsWithoutConfig(folder) });
}

/** Options that say where output goes: we write none, and a file outside of `rootDir` would be an error. */
const UNSET = { noEmit: true, composite: false, incremental: false, rootDir: null, outDir: null, tsBuildInfoFile: null };

function optionsWithoutConfig(folder: string): object {
  const hasNodeTypes = ancestor(folder, join("node_modules", "@types", "node")) !== undefined;
  return {
    target: "es2023",
    lib: hasNodeTypes ? ["es2023"] : ["es2023", "webworker"],
    types: hasNodeTypes ? ["node"] : [],
    module: "esnext",
    moduleResolution: "bundler",
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  };
}

function virtual(folder: string, content: object): VirtualConfig {
  return { path: join(folder, VIRTUAL_NAME), text: JSON.stringify(content) };
}

/** The nearest folder, at or above this one, that holds `name`. */
export function ancestor(folder: string, name: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, name))) return at;
    if (dirname(at) === at) return undefined;
  }
}
