import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { diagnose, messages, type Report } from "@typeline/diagnostics";
import type { Project, Snapshot } from "typescript/unstable/sync";
import { locationOfRange } from "./locations.ts";
import type { Program } from "./program.ts";
import { SourceFiles } from "./source-files.ts";
import { configFor, nearestConfig } from "./tsconfig.ts";
import { configErrors, messageText } from "./type-errors.ts";
import { startTypeScript, type TypeScriptProcess } from "./typescript-process.ts";
import { TypeScriptProgram } from "./typescript-program.ts";

/** Opens programs one after the other in one TypeScript process, which keeps what did not change: for `--watch`. */
export interface Reader {
  /**
   * The program of these files, by absolute path. It ends the one that was opened before: nodes of that are not to be used any more.
   * @param changed absolute paths of files that were changed, created or deleted since the last call; any file may have been when left out.
   * @returns `undefined` when there is nothing to read; why was reported.
   */
  open(files: readonly string[], report: Report, changed?: readonly string[]): Program | undefined;
  close(): void;
}

export interface OpenOptions {
  readonly cwd: string;
  /** Absolute paths. */
  readonly files: readonly string[];
}

/** Opens one program, whose `close` ends everything. Problems that leave nothing to read are reported: a missing file, a broken `tsconfig.json`. */
export function openProgram({ cwd, files }: OpenOptions, report: Report): Program | undefined {
  const reader = createReader(cwd);
  const program = reader.open(files, report);
  if (!program) reader.close();
  return program;
}

/** @param cwd the working folder: what relative paths in TypeScript's settings fall back to. */
export function createReader(cwd: string): Reader {
  return new TypeScriptReader(cwd);
}

/** The name of the project that holds what no `tsconfig.json` includes. */
const INFERRED = "/dev/null/inferred";

class TypeScriptReader implements Reader {
  readonly #cwd: string;
  #process: TypeScriptProcess | undefined;
  #snapshot: Snapshot | undefined;

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  open(files: readonly string[], report: Report, changed?: readonly string[]): Program | undefined {
    const readable = files.filter((file) => isReadable(file, report));
    if (readable.length === 0) return undefined;
    this.#process ??= startTypeScript(this.#cwd);
    if (!this.#process) {
      report(diagnose(messages.typescriptMissing({ platform: `${process.platform}-${process.arch}` })));
      return undefined;
    }
    const entries = this.#openProjects(this.#process, readable, changed);
    const sources = new SourceFiles(entries);
    if (!configsAreReadable([...new Set(entries.values())], report)) return undefined;
    const root = nearestConfig(dirname(readable[0]!));
    return new TypeScriptProgram({ root: root ? dirname(root) : this.#cwd, files: sources, close: () => this.close() });
  }

  close(): void {
    this.#snapshot = undefined;
    this.#process?.close();
    this.#process = undefined;
  }

  /** Each file with the project that includes it. */
  #openProjects(
    process: TypeScriptProcess,
    files: readonly string[],
    changed: readonly string[] | undefined,
  ): ReadonlyMap<string, Project> {
    const configured = files.filter((file) => nearestConfig(dirname(file)));
    const unconfigured = files.filter((file) => !configured.includes(file));
    const first = this.#update(process, { openFiles: configured, configs: virtualConfigs(process, unconfigured, false), changed });
    const projects = projectsOf(first, configured, unconfigured);
    const excluded = files.filter((file) => !projects.has(file));
    if (excluded.length === 0) return projects;
    const second = this.#update(process, { openFiles: [], configs: virtualConfigs(process, excluded, true), changed: [] });
    return projectsOf(second, configured, [...unconfigured, ...excluded]);
  }

  #update(
    process: TypeScriptProcess,
    { openFiles, configs, changed }: { openFiles: readonly string[]; configs: readonly string[]; changed: readonly string[] | undefined },
  ): Snapshot {
    const previous = this.#snapshot;
    this.#snapshot = process.api.updateSnapshot({
      openFiles: [...openFiles],
      openProjects: [...configs],
      ...(previous && { fileChanges: changed ? fileChanges([...changed, ...configs]) : { invalidateAll: true } }),
    });
    previous?.dispose();
    return this.#snapshot;
  }
}

function projectsOf(snapshot: Snapshot, configured: readonly string[], generated: readonly string[]): Map<string, Project> {
  const projects = new Map<string, Project>();
  for (const file of configured) {
    const project = snapshot.getDefaultProjectForFile(file);
    if (project && project.configFileName !== INFERRED) projects.set(file, project);
  }
  for (const file of generated) {
    const project = snapshot.getProjects().find(({ rootFiles, configFileName }) => configFileName !== INFERRED && rootFiles.includes(file));
    if (project) projects.set(file, project);
  }
  return projects;
}

/** Writes the configurations of files that no `tsconfig.json` includes where the process will read them; gives their paths. */
function virtualConfigs({ virtualFiles }: TypeScriptProcess, files: readonly string[], extend: boolean): string[] {
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const key = (extend && nearestConfig(dirname(file))) || dirname(file);
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups].map(([key, group]) => {
    const config = configFor(group, extend ? key : undefined);
    virtualFiles.set(config.path, config.text);
    return config.path;
  });
}

/** A file that is gone was deleted; for all others TypeScript looks for itself whether it knew them. */
function fileChanges(paths: readonly string[]) {
  const isThere = (path: string) => existsSync(path);
  const present = paths.filter(isThere);
  return { changed: present, created: present, deleted: paths.filter((path) => !isThere(path)) };
}

function isReadable(file: string, report: Report): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) report(diagnose(messages.fileMissing({ path: file })));
  else if (stat.isDirectory()) report(diagnose(messages.sourceIsFolder({ path: file })));
  else if (!/(?<!\.d)\.[mc]?ts$/.test(file)) report(diagnose(messages.notTypeScript({ path: file })));
  else return true;
  return false;
}

function configsAreReadable(projects: readonly Project[], report: Report): boolean {
  const problems = projects.flatMap((project) => configErrors(project).map((problem) => ({ project, problem })));
  const first = problems[0];
  if (!first) return true;
  const { fileName = first.project.configFileName, pos, end } = first.problem;
  const file = first.project.program.getSourceFile(fileName);
  report(
    diagnose(messages.tsconfigUnreadable({ path: fileName, reason: messageText(first.problem) }), file && locationOfRange(file, pos, end)),
  );
  return false;
}
