import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { basename, dirname, join } from "node:path";
import { Script } from "node:vm";

/**
 * Loads CommonJS files as `require` does, but with the code that V8 compiled them to in an earlier process: compiling, function by function as they are
 * called, is otherwise half of a short run. (`module.enableCompileCache` does the same; Node 20 does not have it.)
 */
export interface CodeCache {
  /** The exports of a file; the files and packages that it requires are loaded likewise. */
  load(path: string): unknown;
  /** Whether a package was loaded, by name. */
  has(name: string): boolean;
  /** Writes the compiled code of what was loaded without: with all functions that were called until now, so call it at the end. */
  keep(): void;
}

/** @param folder where compiled code is kept: who can write there can run code, so it has to be the folder of the files themselves, or as safe. */
export function codeCache(folder: string): CodeCache {
  const modules = new Map<string, { exports: unknown }>();
  const packages = new Set<string>();
  const uncached = new Map<string, Script>();

  function load(path: string): unknown {
    const known = modules.get(path);
    if (known) return known.exports;
    const module = { exports: {} };
    modules.set(path, module);
    const require = createRequire(path);
    const requireCached = Object.assign(
      (id: string): unknown => {
        if (isBuiltin(id)) return require(id);
        packages.add(id);
        return load(require.resolve(id));
      },
      { resolve: require.resolve },
    );
    compile(path)(module.exports, requireCached, module, path, dirname(path));
    return module.exports;
  }

  function compile(path: string): (...values: readonly unknown[]) => void {
    const code = readFileSync(path, "utf8");
    const cached = join(folder, cacheName(path, code));
    const cachedData = readIfThere(cached);
    const script = new Script(`${HEAD}${code}\n})`, { filename: path, columnOffset: -HEAD.length, ...(cachedData && { cachedData }) });
    // V8 refuses what another version of it made, or other flags.
    if (script.cachedDataRejected ?? true) uncached.set(cached, script);
    return script.runInThisContext() as (...values: readonly unknown[]) => void;
  }

  return {
    load,
    has: (name) => packages.has(name),
    keep() {
      for (const [path, script] of uncached) write(path, script);
    },
  };
}

const HEAD = "(function(exports,require,module,__filename,__dirname){";

/** V8 itself compares no more of a text than its length. */
function cacheName(path: string, code: string): string {
  const hash = createHash("sha256").update(code).digest("hex").slice(0, 16);
  return `${basename(path)}-${hash}-${process.version}-${process.arch}.cache`;
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Whole or not at all. Where nothing can be written, as in an installation that belongs to another user, all goes on without. */
function write(path: string, script: Script): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(temporary, "wx");
    try {
      writeFileSync(file, script.createCachedData());
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch {
    rmSync(temporary, { force: true });
  }
}
