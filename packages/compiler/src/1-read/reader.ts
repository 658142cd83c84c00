import { statSync } from "node:fs";
import { dirname } from "node:path";
import { diagnose, messages, type Report } from "@typeline/diagnostics";
import type { Project } from "typescript/unstable/sync";
import { jsonFilesOf } from "./json-files.ts";
import { locationOfRange } from "./locations.ts";
import { OpenProjects } from "./open-projects.ts";
import type { Program } from "./program.ts";
import { SourceFiles } from "./source-files.ts";
import { nearestConfig } from "./tsconfig.ts";
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

/**
 * @param cwd the working folder: what relative paths in TypeScript's settings fall back to.
 * @param process TypeScript, started in the working folder.
 */
export function createReader(cwd: string, process = startTypeScript(cwd)): Reader {
  return new TypeScriptReader(cwd, process);
}

class TypeScriptReader implements Reader {
  readonly #cwd: string;
  #process: TypeScriptProcess | undefined;
  #projects: OpenProjects | undefined;

  constructor(cwd: string, process: TypeScriptProcess | undefined) {
    this.#cwd = cwd;
    this.#process = process;
  }

  open(files: readonly string[], report: Report, changed?: readonly string[]): Program | undefined {
    const readable = files.filter((file) => isReadable(file, report));
    if (readable.length === 0) return undefined;
    this.#process ??= startTypeScript(this.#cwd); // it was closed, and is wanted again
    if (!this.#process) {
      report(diagnose(messages.typescriptMissing({ platform: `${process.platform}-${process.arch}` })));
      return undefined;
    }
    this.#projects ??= new OpenProjects(this.#process);
    const entries = this.#projects.of(readable, changed);
    const projects = [...new Set(entries.values())];
    if (!configsAreReadable(projects, report)) return undefined;
    const root = nearestConfig(dirname(readable[0]!));
    return new TypeScriptProgram({
      root: root ? dirname(root) : this.#cwd,
      jsonFiles: jsonFilesOf(projects, (path) => this.#process?.virtualFiles.get(path)),
      files: new SourceFiles(entries),
      close: () => this.close(),
    });
  }

  close(): void {
    this.#projects = undefined;
    this.#process?.close();
    this.#process = undefined;
  }
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
