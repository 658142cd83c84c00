import { hasErrors } from "@typeline/diagnostics";
import { UsageError } from "../errors.ts";
import type { RunsFlags } from "../flags.ts";
import type { Host, RunnerModule } from "../host.ts";
import { findConfig, startFolder } from "../project.ts";
import { readRunSettings, runsDirectoryOf } from "./settings.ts";

/** Where runs are kept, and what reads them. */
export interface OpenRuns {
  readonly runner: RunnerModule;
  /** Absolute path. */
  readonly directory: string;
}

/**
 * Finds the folder of runs. The configuration is read only where the command line does not say it.
 *
 * @throws UsageError where the configuration cannot be read
 */
export async function openRuns(flags: RunsFlags, host: Host): Promise<OpenRuns> {
  const configFile = flags.runsDir === undefined ? findConfig(startFolder([], host.cwd)) : undefined;
  const settings = await readRunSettings(configFile, flags, host);
  if (hasErrors(settings.diagnostics))
    throw new UsageError(
      `\`typeline.config.ts\` says where runs are kept, but it has mistakes: ${settings.diagnostics[0]!.message} Mend it, or use \`--runs-dir\`.`,
    );
  return { runner: await host.loadRunner(), directory: runsDirectoryOf(flags.runsDir, settings, host.cwd) };
}
