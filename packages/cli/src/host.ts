import type { Compilation, CompileOptions, Compiler, ProjectConfig } from "@typeline/compiler";
import type { Diagnostic } from "@typeline/diagnostics";
import type { Engine } from "@typeline/ir";

/** Where text goes. */
export interface Output {
  readonly isTTY: boolean;
  /** Terminal columns, where known. */
  readonly columns?: number | undefined;
  write(text: string): void;
}

/** What the command line needs of `@typeline/compiler`. */
export interface CompilerModule {
  createCompiler(): Compiler;
  compile(options: CompileOptions): Promise<Compilation>;
  readConfig(path: string, env: CompileOptions["env"]): Promise<ConfigReading>;
  environmentTarget(config: ProjectConfig | undefined, name: string | undefined): EnvironmentTarget;
}

/** The engine that an environment of the configuration names. */
export interface EnvironmentTarget {
  readonly target?: Engine | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** A project's configuration as the compiler read it; `config` is missing where there are errors. */
export interface ConfigReading {
  readonly config?: ProjectConfig | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** The world of a command: tests give their own. */
export interface Host {
  /** The working folder, `-C` applied. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** When the process began, in milliseconds since 1970. What changed later may have been read before or after its change. */
  readonly startedAt: number;
  readonly version: string;
  /** Changes whenever the tool itself changes, released or not. */
  readonly identity: () => string;
  /** Loads the compiler: the slow part of a start, left out where it is not needed. */
  readonly loadCompiler: () => Promise<CompilerModule>;
  /** Resolves when the user wants to stop a command that would go on for ever. */
  readonly interrupted: () => Promise<void>;
}
