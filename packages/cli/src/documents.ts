import { relativePath } from "@typeline/diagnostics";
import { UsageError } from "./errors.ts";

/** @throws UsageError where there is a compiled pipeline among the sources: this version checks TypeScript only */
export function refuseDocuments(files: readonly string[], cwd: string): void {
  const [first] = files;
  if (first !== undefined)
    throw new UsageError(`\`${relativePath(first, cwd)}\` is a compiled pipeline: checking those is not part of this version of typeline.`);
}
