import { type Diagnostic, formatGithub, formatJson, formatPretty, wantsColor } from "@typeline/diagnostics";
import type { CheckFormat, CommonFlags } from "./flags.ts";
import type { Host, Output } from "./host.ts";

/** Writes diagnostics, in their order, in one of the four forms. */
export async function report(
  diagnostics: readonly Diagnostic[],
  format: CheckFormat,
  to: Output,
  flags: CommonFlags,
  host: Host,
): Promise<void> {
  const { cwd, env, version } = host;
  if (format === "json") to.write(formatJson(diagnostics, { cwd }));
  else if (format === "github") to.write(formatGithub(diagnostics, { cwd: env["GITHUB_WORKSPACE"] ?? cwd }));
  else if (format === "sarif") to.write((await import("./sarif.ts")).formatSarif(diagnostics, { cwd, version }));
  else {
    const color = wantsColor({ noColor: !flags.color, env, isTTY: to.isTTY });
    // Room for the number of the line.
    to.write(formatPretty(diagnostics, { cwd, color, width: to.columns && Math.max(to.columns - 8, 40) }));
  }
}
