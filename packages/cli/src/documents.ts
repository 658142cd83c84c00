import type { Diagnostic } from "@typeline/diagnostics";

export function checkDocuments(_files: readonly string[]): Diagnostic[] {
  return [];
}
