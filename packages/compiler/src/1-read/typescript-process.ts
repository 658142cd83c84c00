import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { API } from "typescript/unstable/sync";

/** TypeScript's native compiler, kept running behind a pipe, and the files that exist only for it. */
export interface TypeScriptProcess {
  readonly api: API;
  /** Files by absolute path that are read instead of the disk's: configurations that we generate. */
  readonly virtualFiles: Map<string, string>;
  /** JSON files of the disk that TypeScript has read: configurations, what they extend, imported data; not the manifests of installed packages. */
  readonly jsonFiles: Set<string>;
  close(): void;
}

/** The part of TypeScript's client that it does not publish; only {@link stopQuietly} reads it, and does without where it is not there. */
interface ClientInternals {
  readonly client?: { close(): void; readonly channel?: { readonly child?: ChildProcess } };
}

/**
 * Starts TypeScript's compiler as a child process (about 4 ms; it does not keep Node alive).
 * @returns `undefined` where the platform's package of TypeScript is not installed.
 */
export function startTypeScript(cwd: string): TypeScriptProcess | undefined {
  const executable = findExecutable();
  if (!executable) return undefined;
  const virtualFiles = new Map<string, string>();
  const jsonFiles = new Set<string>();
  const readFile = (path: string) => {
    const text = virtualFiles.get(path);
    if (text === undefined && path.endsWith(".json") && !/[\\/]node_modules[\\/].*package\.json$/.test(path)) jsonFiles.add(path);
    return text;
  };
  // The callback is asked for every file, also of TypeScript's own library: measured, that costs less than the noise.
  const api = new API({ cwd, tsserverPath: executable, fs: { readFile } });
  return { api, virtualFiles, jsonFiles, close: () => stopQuietly(api) };
}

/**
 * Where the native compiler lies. TypeScript's own search starts at its module, which is gone once the command line is bundled into
 * one file, so the search starts at the `typescript` package that is installed beside us.
 */
function findExecutable(): string | undefined {
  const platformPackage = `@typescript/typescript-${process.platform}-${process.arch}`;
  try {
    const here = createRequire(import.meta.url);
    const typescript = createRequire(here.resolve("typescript/package.json"));
    const folder = dirname(typescript.resolve(`${platformPackage}/package.json`));
    const executable = join(folder, "lib", process.platform === "win32" ? "tsc.exe" : "tsc");
    return existsSync(executable) ? executable : undefined;
  } catch {
    return undefined;
  }
}

/**
 * `API.close` first asks the child to drop what it has, then ends it by SIGTERM, upon which it may print "context canceled" on the user's
 * terminal. Here it is killed at once, and the pipes to it are closed.
 */
function stopQuietly(api: API): void {
  const { client } = api as unknown as ClientInternals;
  const child = client?.channel?.child;
  child?.kill("SIGKILL");
  if (child) client?.close();
  else api.close();
}
