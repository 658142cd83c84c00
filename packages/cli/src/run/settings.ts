import { dirname, resolve } from "node:path";
import type { ProjectConfig, ProjectEnvironment } from "@typeline/compiler";
import { type Diagnostic, diagnose, messages } from "@typeline/diagnostics";
import type { CommonFlags } from "../flags.ts";
import type { CompilerHost } from "../host.ts";
import { configReader } from "../request.ts";
import { readSettings } from "../settings.ts";

/** What a project's configuration says of runs on this machine. Paths are absolute. */
export interface RunSettings {
  readonly runsDirectory?: string | undefined;
  readonly secretsFile?: string | undefined;
  /** Where artifacts are stored: only an environment whose target is this machine says so. */
  readonly root?: string | undefined;
  /** All that the environment says. */
  readonly environment?: ProjectEnvironment | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads what a configuration says of runs; an unknown environment has been reported by who read the configuration. */
export function runSettings(config: ProjectConfig | undefined, configFile: string | undefined, environmentName?: string): RunSettings {
  if (config === undefined || configFile === undefined) return { diagnostics: [] };
  const { runsDir, diagnostics } = readSettings(config, configFile);
  const environment = environmentOf(config, environmentName ?? config.defaultEnvironment);
  const { secretsFile, root, target } = environment ?? {};
  const secretsAreFine = secretsFile === undefined || typeof secretsFile === "string";
  const place = { file: configFile, line: 1, column: 1, endLine: 2, endColumn: 1 };
  const absolute = (path: string) => resolve(dirname(configFile), path);
  return {
    runsDirectory: runsDir === undefined ? undefined : absolute(runsDir),
    secretsFile: typeof secretsFile === "string" ? absolute(secretsFile) : undefined,
    root: target === "local" && typeof root === "string" ? root : undefined,
    environment,
    diagnostics: secretsAreFine
      ? diagnostics
      : [
          ...diagnostics,
          diagnose(messages.configSettingType({ setting: "secretsFile", found: JSON.stringify(secretsFile), wanted: "a path" }), place),
        ],
  };
}

function environmentOf(config: ProjectConfig, name: string | undefined) {
  return name !== undefined && Object.hasOwn(config.environments ?? {}, name) ? config.environments?.[name] : undefined;
}

/** The same where no source is compiled, so that the configuration has to be read for it; an unknown environment is reported here. */
export async function readRunSettings(configFile: string | undefined, flags: CommonFlags, host: CompilerHost): Promise<RunSettings> {
  if (configFile === undefined) return { diagnostics: [] };
  const { config, diagnostics } = await configReader(host)(configFile);
  const environment = (await host.loadCompiler()).environmentTarget(config, flags.env);
  const settings = runSettings(config, configFile, flags.env);
  return { ...settings, diagnostics: [...diagnostics, ...environment.diagnostics, ...settings.diagnostics] };
}

/** Absolute path of the folder of runs: `--runs-dir`, else the configuration's, else `.typeline/runs` of the working folder. */
export function runsDirectoryOf(flag: string | undefined, settings: RunSettings, cwd: string): string {
  return flag === undefined ? (settings.runsDirectory ?? resolve(cwd, ".typeline", "runs")) : resolve(cwd, flag);
}
