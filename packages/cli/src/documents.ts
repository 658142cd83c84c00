import { readFileSync } from "node:fs";
import { type Diagnostic, diagnose, messages, relativePath } from "@typeline/diagnostics";
import { readDocument } from "@typeline/ir";

/** What is wrong with compiled pipelines, ours or those of `kfp`: read, and their graphs followed. */
export function checkDocuments(files: readonly string[], cwd: string): Diagnostic[] {
  return files.flatMap((file) => {
    try {
      return [...readDocument(readFileSync(file, "utf8"), file).diagnostics];
    } catch (error) {
      return [diagnose(messages.documentUnreadable({ file: relativePath(file, cwd), reason: (error as Error).message }))];
    }
  });
}
