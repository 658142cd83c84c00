import { join, resolve } from "node:path";
import { UsageError } from "./errors.ts";
import { isFolder } from "./files.ts";
import type { CompileFlags, CompileFormat } from "./flags.ts";

/** What stands for standard output in `-o`. */
export const standardOutput = "-";

/** Where the files of one compilation go. */
export interface OutputPlan {
  readonly format: CompileFormat;
  /** Absolute path of the folder, where it is one that takes any number of files. */
  readonly folder?: string | undefined;
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
  const suffix = format === "k8s" ? "k8s.yaml" : flags.target?.engine === "argo" ? `argo.${format}` : format;
  const inFolder = (folder: string) => ({ format, folder, pathOf: (name: string) => join(folder, `${name}.${suffix}`) });
  if (output === undefined) return inFolder(outDir);
  const path = resolve(cwd, output);
  if (output !== standardOutput && (/[/\\]$/.test(output) || isFolder(path))) return inFolder(path);
  if (names.length > 1)
    throw new UsageError(
      `\`-o ${output}\` takes one pipeline, and there are ${names.length} (${names.join(", ")}): write \`-o ${output === standardOutput ? "DIR" : output}/\`, or pick one with \`SOURCE#name\`.`,
    );
  return { format, pathOf: () => (output === standardOutput ? standardOutput : path) };
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
