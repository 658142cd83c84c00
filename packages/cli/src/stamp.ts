import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import type { Diagnostic } from "@typeline/diagnostics";
import {
  changedAt,
  type FileRecord,
  type FolderRecord,
  foldersIn,
  hashText,
  recordFile,
  recordFolder,
  sameFile,
  sameFolder,
} from "./fingerprint.ts";
import type { CompileFlags } from "./flags.ts";
import type { Host } from "./host.ts";
import { ancestors, cacheFolder, configName, startFolder } from "./project.ts";

/** What a compilation wrote. */
export interface EmittedRecord {
  /** Absolute path, or `-` for standard output. */
  readonly path: string;
  readonly tasks: number;
  readonly bytes: number;
  /** Of standard output only. */
  readonly text?: string | undefined;
}

/** A compilation without errors, and everything that its result depends on: while that is the same, so is the result. */
export interface Stamp {
  /** Of the tool. */
  readonly identity: string;
  readonly files: readonly FileRecord[];
  readonly folders: readonly FolderRecord[];
  /** The process's values of the variables that the sources read; `null` where unset. */
  readonly environment: Readonly<Record<string, string | null>>;
  /** Warnings and notes, shown again. */
  readonly diagnostics: readonly Diagnostic[];
  readonly emitted: readonly EmittedRecord[];
}

/** Projects with more folders than this are compiled each time: looking at all of them would take as long. */
const folderLimit = 2000;

/** Files whose presence or content can change a compilation though no source names them. */
const surroundings = [configName, "tsconfig.json", "package.json", "package-lock.json", join("node_modules", ".package-lock.json")];

/** One stamp for each way of calling. `--check` asks for the same files as the call without it. */
export function stampPath(args: readonly string[], flags: CompileFlags, host: Host, command: "compile" | "run" = "compile"): string {
  const { output, format, split, env, target, argoKind, artifactRoot, memoize } = flags;
  const key = hashText(JSON.stringify([host.cwd, args, output, format, split, env, target, argoKind, artifactRoot, memoize])).slice(0, 32);
  return join(cacheFolder(host.cwd), `${command}-${key}.json`);
}

/** The stamp at `path` if everything that it names is as it was. */
export function readFreshStamp(path: string, host: Host): Stamp | undefined {
  const stamp = readStamp(path);
  if (stamp === undefined || stamp.identity !== host.identity()) return undefined;
  if (Object.entries(stamp.environment).some(([name, value]) => (host.env[name] ?? null) !== value)) return undefined;
  const now = Date.now();
  const files = allSame(stamp.files, (record) => sameFile(record, now));
  const folders = files && allSame(stamp.folders, (record) => sameFolder(record, now));
  if (files === undefined || folders === undefined) return undefined;
  const current = { ...stamp, files, folders };
  // Some contents had to be read: next time their stats will do.
  if (files.some((record, index) => record !== stamp.files[index]) || folders.some((record, index) => record !== stamp.folders[index]))
    store(path, current);
  return current;
}

/** What {@link writeStamp} needs to know of a compilation. */
export interface StampContent {
  readonly args: readonly string[];
  readonly inputs: readonly string[];
  readonly buildEnv: Iterable<string>;
  readonly diagnostics: readonly Diagnostic[];
  readonly emitted: readonly EmittedRecord[];
}

/** Nothing is written where an input changed after the process began: nobody knows which of its contents was compiled. */
export function writeStamp(path: string, { args, inputs, buildEnv, diagnostics, emitted }: StampContent, host: Host): void {
  const now = Date.now();
  const around = ancestors(startFolder(args, host.cwd)).concat(ancestors(host.cwd));
  const read = [...new Set([...inputs, ...around.flatMap((folder) => surroundings.map((name) => join(folder, name)))])];
  if (read.some((file) => changedAt(file) >= host.startedAt)) return;
  const folders = foldersOf(inputs);
  if (folders === undefined) return;
  const written = emitted.filter(({ text }) => text === undefined).map((file) => file.path);
  store(path, {
    identity: host.identity(),
    files: [...read, ...written].map((file) => recordFile(file, now)),
    folders: folders.map((folder) => recordFolder(folder, now)),
    environment: Object.fromEntries(Array.from(buildEnv, (name) => [name, host.env[name] ?? null])),
    diagnostics,
    emitted,
  });
}

/** The folders of the author's own modules, and all within them. */
function foldersOf(inputs: readonly string[]): string[] | undefined {
  const own = inputs.filter((file) => /\.[cm]?[jt]sx?$/.test(file) && !file.includes(`${sep}node_modules${sep}`));
  const roots = [...new Set(own.map((file) => dirname(resolve(file))))].sort();
  const outermost = roots.filter((folder) => !roots.some((other) => other !== folder && folder.startsWith(other + sep)));
  const all = outermost.map((folder) => foldersIn(folder, folderLimit));
  const flat = all.flatMap((folders) => folders ?? []);
  return all.includes(undefined) || flat.length > folderLimit ? undefined : flat;
}

function allSame<T>(records: readonly T[], check: (record: T) => T | undefined): T[] | undefined {
  const current: T[] = [];
  for (const record of records) {
    const same = check(record);
    if (same === undefined) return undefined;
    current.push(same);
  }
  return current;
}

/** A stamp that cannot be read is like none. One of another version has another identity, whatever its shape. */
function readStamp(path: string): Stamp | undefined {
  try {
    const stamp: Stamp | null = JSON.parse(readFileSync(path, "utf8"));
    return stamp ?? undefined;
  } catch {
    return undefined;
  }
}

/** A cache that cannot be written costs time, nothing else. */
function store(path: string, stamp: Stamp): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const temporary = `${path}.${process.pid}.tmp`;
    writeFileSync(temporary, JSON.stringify(stamp));
    renameSync(temporary, path);
  } catch {}
}
