import { basename, dirname, resolve, sep } from "node:path";
import { hasErrors, relativePath } from "@typeline/diagnostics";
import { compileRequest, emitRequest, inputsOf, writeEmitted } from "./compile-sources.ts";
import { exitCode, Failure, UsageError } from "./errors.ts";
import { isFile } from "./files.ts";
import type { CompileFlags } from "./flags.ts";
import { createFolderWatcher } from "./folder-watcher.ts";
import type { ConfigReading, Host } from "./host.ts";
import { progressLine } from "./progress.ts";
import { startFolder } from "./project.ts";
import { report } from "./report.ts";
import { configReader, type ReadConfig, readRequest } from "./request.ts";

/** Long enough for an editor's several events of one save, short enough not to be felt. Milliseconds. */
const quiet = 8;

const moduleName = /\.([cm]?[jt]sx?|json)$/;

/** What one round leaves for the next. */
interface Round {
  readonly failed: boolean;
  readonly inputs: readonly string[];
  readonly outputs: ReadonlySet<string>;
}

/** `compile --watch`: compiles at every change of an input until the user stops it. Returns the exit code. */
export async function watch(args: readonly string[], flags: CompileFlags, host: Host): Promise<number> {
  const compiler = (await host.loadCompiler()).createCompiler();
  const configs = rememberingReader(configReader(host));
  const start = startFolder(args, host.cwd);
  let last: Round = { failed: false, inputs: [], outputs: new Set() };
  const changed = new Set<string>();

  const round = async (changes: readonly string[] | undefined): Promise<void> => {
    const configChanged = changes?.some((path) => configs.forget(path));
    // A folder that came or went says nothing of the files in it, and a compilation that failed may not have come to see its changes.
    if (configChanged || last.failed || !changes?.every((path) => moduleName.test(path) || isFile(path))) changes = undefined;
    const began = performance.now();
    const request = await readRequest(args, flags, host, configs.read);
    const compilation = await compileRequest(request, host, (options) => compiler.compile(options, changes));
    const inputs = inputsOf(request, compilation);
    const { files, diagnostics } = await emitRequest(request, compilation, flags, host);
    const failed = hasErrors(diagnostics);
    // A file that is broken now may hide what it imports: what was an input before stays one until it compiles.
    last = { failed, inputs: failed ? [...new Set([...last.inputs, ...inputs])] : inputs, outputs: new Set(files.map(({ path }) => path)) };
    const written = failed ? [] : files.map(writeEmitted);
    watcher.watch(foldersToWatch(last.inputs, start, host.cwd));
    await report(diagnostics, flags.json ? "json" : "pretty", host.stderr, flags, host);
    if (flags.json) return;
    for (const file of written) host.stderr.write(progressLine(file, host.cwd));
    host.stderr.write(`${failed ? "Not compiled" : "Compiled"} in ${Math.round(performance.now() - began)} ms. Waiting for changes.\n`);
  };

  const queue = serially(async () => {
    const changes = [...changed];
    changed.clear();
    try {
      await round(changes);
    } catch (error) {
      // What another save can repair does not end the watch.
      if (!(error instanceof UsageError || error instanceof Failure)) throw error;
      host.stderr.write(`typeline: ${error.message}\n`);
    }
  }, quiet);

  const watcher = createFolderWatcher((path) => {
    if (!concerns(path, last)) return;
    changed.add(path);
    queue.trigger();
  });
  try {
    watcher.watch([start]);
    await round(undefined);
    await Promise.race([host.interrupted(), queue.failed]);
    return exitCode.ok;
  } finally {
    watcher.close();
    queue.stop();
    await compiler.close();
  }
}

/** An input, or a module that may become one; never what the compilation itself writes, nor an editor's hidden swap file. */
function concerns(path: string, { inputs, outputs }: Round): boolean {
  if (outputs.has(path) || inputs.includes(path)) return !outputs.has(path);
  if (basename(path).startsWith(".") || basename(path) === "node_modules") return false;
  return moduleName.test(path) || inputs.some((input) => input.startsWith(path + sep));
}

/** The folders of the author's own inputs, and those above them in the project: a folder can be removed and come back. */
function foldersToWatch(inputs: readonly string[], start: string, cwd: string): Set<string> {
  const folders = new Set([start]);
  for (const input of inputs) {
    if (input.includes(`${sep}node_modules${sep}`)) continue;
    let folder = dirname(resolve(input));
    while (!folders.has(folder)) {
      folders.add(folder);
      if (relativePath(folder, cwd).startsWith("..") || folder === cwd) break;
      folder = dirname(folder);
    }
  }
  return folders;
}

/** Reads a configuration once, until it is forgotten. */
function rememberingReader(read: ReadConfig): { read: ReadConfig; forget: (path: string) => boolean } {
  const known = new Map<string, Promise<ConfigReading>>();
  return {
    read: (path) => {
      const reading = known.get(path) ?? read(path);
      known.set(path, reading);
      return reading;
    },
    forget: (path) => known.delete(path),
  };
}

/** Runs `work` some milliseconds after the last trigger, one run at a time; a trigger during a run leads to one more. */
function serially(work: () => Promise<void>, delay: number): { trigger(): void; stop(): void; failed: Promise<never> } {
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let again = false;
  const { promise: failed, reject } = deferred<never>();
  const run = async () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      await work();
    } catch (error) {
      reject(error);
    }
    running = false;
    if (again) {
      again = false;
      trigger();
    }
  };
  const trigger = () => {
    clearTimeout(timer);
    timer = setTimeout(run, delay);
  };
  return { trigger, stop: () => clearTimeout(timer), failed };
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function deferred<T>(): { promise: Promise<T>; reject: (reason: unknown) => void } {
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((_resolve, refuse) => {
    reject = refuse;
  });
  return { promise, reject };
}
