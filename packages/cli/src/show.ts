import type { Diagnostic } from "@typeline/diagnostics";
import type { CompileFlags } from "./flags.ts";
import type { Host } from "./host.ts";
import { progressLine } from "./progress.ts";
import { report } from "./report.ts";
import type { EmittedRecord } from "./stamp.ts";

/** What the user sees of a compilation without errors: its warnings, and what was written. */
export async function showCompilation(
  diagnostics: readonly Diagnostic[],
  emitted: readonly (EmittedRecord & { readonly written?: boolean })[],
  flags: CompileFlags,
  host: Host,
): Promise<void> {
  for (const { text } of emitted) if (text !== undefined) host.stdout.write(text);
  await report(diagnostics, flags.json ? "json" : "pretty", host.stderr, flags, host);
  if (flags.json) return;
  for (const file of emitted) if (file.text === undefined) host.stderr.write(progressLine(file, host.cwd));
}
