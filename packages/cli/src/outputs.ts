import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { Failure, UsageError } from "./errors.ts";
import type { CompileFlags } from "./flags.ts";

/** What stands for standard output in `-o`. */
export const standardOutput = "-";

/** Where the files of one compilation go. */
export interface OutputPlan {
  readonly format: "yaml" | "json";
  /** Absolute path of a pipeline's file, or {@link standardOutput}. */
  pathOf(pipeline: string): string;
}

/**
 * Reads `-o` and `--format`. A path that ends in `/` or is a folder takes any number of pipelines; else it is one file.
 *
 * @throws UsageError where several pipelines would go to one place
 */
export function planOutputs(names: readonly string[], flags: CompileFlags, cwd: string, outDir: string): OutputPlan {
  const { output } = flags;
  const format = flags.format ?? (output?.endsWith(".json") ? "json" : "yaml");
  const inFolder = (folder: string) => ({ format, pathOf: (name: string) => join(folder, `${name}.${format}`) });
  if (output === undefined) return inFolder(outDir);
  const path = resolve(cwd, output);
  if (output !== standardOutput && (/[/\\]$/.test(output) || isFolder(path))) return inFolder(path);
  if (names.length > 1)
    throw new UsageError(
      `\`-o ${output}\` takes one pipeline, and there are ${names.length} (${names.join(", ")}): write \`-o ${output === standardOutput ? "DIR" : output}/\`, or pick one with \`SOURCE#name\`.`,
    );
  return { format, pathOf: () => (output === standardOutput ? standardOutput : path) };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/**
 * Writes a whole file or nothing: a reader never sees half of it. A file that already says this keeps its time.
 *
 * @returns whether the file was written
 * @throws Failure where the system refuses
 */
export function writeAtomically(path: string, text: string): boolean {
  try {
    if (readIfExists(path) === text) return false;
    mkdirSync(dirname(path), { recursive: true });
    // A link stays a link: what it points to is replaced.
    const target = existsSync(path) ? realpathSync(path) : path;
    const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
    try {
      writeFileSync(temporary, text);
      renameSync(temporary, target);
    } finally {
      rmSync(temporary, { force: true });
    }
    return true;
  } catch (error) {
    throw new Failure(`${path} cannot be written: ${(error as Error).message}`);
  }
}

/** The text of a file, or `undefined` where there is none. */
export function readIfExists(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** `12.3 kB`, of 1,000 bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 999_950 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** The first line, counted from 1, in which two texts differ. */
export function firstDifference(a: string, b: string): number {
  const linesOfA = a.split("\n");
  const linesOfB = b.split("\n");
  let line = 0;
  while (line < linesOfA.length && linesOfA[line] === linesOfB[line]) line++;
  return line + 1;
}
