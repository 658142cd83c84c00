import { dirname, resolve } from "node:path";
import type { CompileOptions } from "@typeline/compiler";
import type { Diagnostic } from "@typeline/diagnostics";
import type { Engine } from "@typeline/ir";
import { UsageError } from "./errors.ts";
import type { CommonFlags } from "./flags.ts";
import type { CompilerHost, ConfigReading, Host } from "./host.ts";
import { findConfig, startFolder } from "./project.ts";
import { readSettings } from "./settings.ts";
import { type ExpandedSources, expandSources } from "./sources.ts";

/** A command's sources: those of its arguments, or those of the project's configuration. */
export interface Request {
  readonly sources: ExpandedSources;
  readonly environment?: string | undefined;
  /** Of the command line; an environment may name one too. */
  readonly target?: Engine | undefined;
  /** Absolute path of the configuration, where there is one. */
  readonly configFile?: string | undefined;
  /** Of the configuration and of the sources' paths. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the configuration at an absolute path. */
export type ReadConfig = (path: string) => Promise<ConfigReading>;

/** Loads the compiler when it is asked. */
export function configReader(host: CompilerHost): ReadConfig {
  return async (path) => (await host.loadCompiler()).readConfig(path, host.env);
}

/**
 * Finds the configuration and opens the sources. The configuration is read here only where it must name the sources: a
 * compilation reads it too.
 *
 * @param args the SOURCE arguments; without any, the configuration's `sources`
 * @throws UsageError where neither names a source
 */
export async function readRequest(args: readonly string[], flags: CommonFlags, host: Host, readConfig: ReadConfig): Promise<Request> {
  const configFile = findConfig(startFolder(args, host.cwd));
  const own =
    args.length > 0 || configFile === undefined ? { texts: args, diagnostics: [] } : await configuredSources(configFile, readConfig);
  if (own.texts.length === 0 && own.diagnostics.length === 0)
    throw new UsageError("no SOURCE: name a `.ts` file or a folder, or list `sources` in `typeline.config.ts`.");
  const sources = expandSources(own.texts, host.cwd);
  return {
    sources,
    environment: flags.env,
    target: flags.target?.engine,
    configFile,
    diagnostics: [...own.diagnostics, ...sources.diagnostics],
  };
}

async function configuredSources(configFile: string, readConfig: ReadConfig) {
  const { config, diagnostics } = await readConfig(configFile);
  const settings = readSettings(config ?? {}, configFile);
  return {
    texts: settings.sources.map((source) => resolve(dirname(configFile), source)),
    diagnostics: [...diagnostics, ...settings.diagnostics],
  };
}

/** What the compiler is asked for. */
export function compileOptions({ sources, environment, target, configFile }: Request, host: Host): CompileOptions {
  return { cwd: host.cwd, sources: sources.typescript, configFile, environment, target, env: host.env };
}

/** Absolute path of the folder for compiled pipelines: the configuration's, relative to its file, else `dist` of the working folder. */
export function outputFolder(configFile: string | undefined, outDir: string | undefined, cwd: string): string {
  return configFile === undefined || outDir === undefined ? resolve(cwd, "dist") : resolve(dirname(configFile), outDir);
}
