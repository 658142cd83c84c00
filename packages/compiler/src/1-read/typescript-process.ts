import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { API } from "typescript/unstable/sync";
import { sendAhead } from "./ahead.ts";
import { installedPackage } from "./installed-package.ts";
import { nearestConfig } from "./tsconfig.ts";

/** TypeScript's native compiler, kept running behind a pipe, and the files that exist only for it. */
export class TypeScriptProcess {
  readonly #executable: string;
  readonly #cwd: string;
  readonly #virtualFiles = new Map<string, string>();
  #api: API;

  constructor(executable: string, cwd: string) {
    this.#executable = executable;
    this.#cwd = cwd;
    this.#api = startApi({ cwd, tsserverPath: executable });
  }

  get api(): API {
    return this.#api;
  }

  /** Files by absolute path that are read instead of the disk's: configurations that we generate. */
  get virtualFiles(): ReadonlyMap<string, string> {
    return this.#virtualFiles;
  }

  /**
   * Sets a virtual file. For the first one another process is started, which asks us for every file that it reads: that takes a third longer, so only
   * who needs it has it.
   * @returns whether nothing is open any more, since the process is a new one
   */
  setVirtualFile(path: string, text: string): boolean {
    const restart = this.#virtualFiles.size === 0;
    this.#virtualFiles.set(path, text);
    if (!restart) return false;
    this.close();
    const readFile = (path: string) => this.#virtualFiles.get(path);
    this.#api = startApi({ cwd: this.#cwd, tsserverPath: this.#executable, fs: { readFile } });
    return true;
  }

  /** Has TypeScript open the projects of files before they are asked for: where these are those of the nearest `tsconfig.json`, as almost always. */
  openAhead(files: readonly string[]): void {
    const configs = files.map((file) => nearestConfig(dirname(file)));
    if (configs.includes(undefined)) return;
    const parameters = { openProjects: [...new Set(configs)] };
    sendAhead(this.#api, [
      ["initialize", null],
      ["updateSnapshot", parameters],
    ]);
  }

  close(): void {
    stopQuietly(this.#api);
  }
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
  return executable === undefined ? undefined : new TypeScriptProcess(executable, cwd);
}

/**
 * Go collects garbage whenever its heap has doubled, from 4 MB on: while a program is opened that is a third of the time. `GOGC` makes it wait for five
 * times the size; whoever has set it keeps what they set. The client has no option for its child's environment.
 */
function startApi(options: ConstructorParameters<typeof API>[0]): API {
  const { env } = process;
  if (env["GOGC"] !== undefined) return new API(options);
  env["GOGC"] = "400";
  try {
    return new API(options);
  } finally {
    delete env["GOGC"];
  }
}

/**
 * Where the native compiler lies. TypeScript's own search starts at its module, which is gone once the command line is bundled into
 * one file, so the search starts at the `typescript` package that is installed beside us.
 */
function findExecutable(): string | undefined {
  const typescript = installedPackage("typescript", dirname(fileURLToPath(import.meta.url)));
  const folder = typescript && installedPackage(`@typescript/typescript-${process.platform}-${process.arch}`, typescript);
  const executable = folder && join(folder, "lib", process.platform === "win32" ? "tsc.exe" : "tsc");
  return executable && existsSync(executable) ? executable : undefined;
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
