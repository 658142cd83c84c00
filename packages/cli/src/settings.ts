import type { ProjectConfig } from "@typeline/compiler";
import { type Diagnostic, diagnose, messages } from "@typeline/diagnostics";

/** What the command line itself takes from a configuration. */
export interface Settings {
  /** As written: relative to the configuration's folder. */
  readonly sources: readonly string[];
  /** As written. */
  readonly outDir?: string | undefined;
  /** As written. */
  readonly runsDir?: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks the types of the settings: a configuration that does not use `defineConfig` was checked by nobody. */
export function readSettings({ sources, outDir, runsDir }: ProjectConfig, configFile: string): Settings {
  const location = { file: configFile, line: 1, column: 1, endLine: 2, endColumn: 1 };
  const wrong = (setting: string, value: unknown, wanted: string) =>
    diagnose(messages.configSettingType({ setting, found: JSON.stringify(value), wanted }), location);
  const sourcesAreFine = sources === undefined || isListOfStrings(sources);
  const outDirIsFine = outDir === undefined || typeof outDir === "string";
  const runsDirIsFine = runsDir === undefined || typeof runsDir === "string";
  return {
    sources: sourcesAreFine ? (sources ?? []) : [],
    outDir: outDirIsFine ? outDir : undefined,
    runsDir: runsDirIsFine ? runsDir : undefined,
    diagnostics: [
      ...(sourcesAreFine ? [] : [wrong("sources", sources, "a list of paths")]),
      ...(outDirIsFine ? [] : [wrong("outDir", outDir, "a path")]),
      ...(runsDirIsFine ? [] : [wrong("runsDir", runsDir, "a path")]),
    ],
  };
}

function isListOfStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
