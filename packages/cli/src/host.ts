import type { Compilation, CompileOptions, Compiler, ProjectConfig, ProjectEnvironment, StoredBundles } from "@typeline/compiler";
import type { Diagnostic } from "@typeline/diagnostics";
import type { Engine, PipelineDocument } from "@typeline/ir";
import type * as Runner from "@typeline/runner";

/** Where text goes. */
export interface Output {
  readonly isTTY: boolean;
  /** Terminal columns, where known. */
  readonly columns?: number | undefined;
  /** Terminal lines, where known. */
  readonly rows?: number | undefined;
  write(text: string): void;
}

/** What the command line needs of `@typeline/compiler`. */
export interface CompilerModule {
  createCompiler(): Compiler;
  compile(options: CompileOptions): Promise<Compilation>;
  readConfig(path: string, env: CompileOptions["env"]): Promise<ConfigReading>;
  storeBundles(document: PipelineDocument): StoredBundles;
  environmentTarget(config: ProjectConfig | undefined, name: string | undefined): EnvironmentTarget;
}

/** What the command line needs of `@typeline/runner`. */
export type RunnerModule = Pick<typeof Runner, "runDocument" | "readRun" | "listRuns" | "runFolders" | "isRunning" | "readCacheNotes">;

/** The environment that was chosen, and the engine that it names. */
export interface EnvironmentTarget {
  readonly target?: Engine | undefined;
  readonly environment?: ProjectEnvironment | undefined;
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
  /** Loads the runner. */
  readonly loadRunner: () => Promise<RunnerModule>;
  /** Resolves when the user wants to stop a command: at the next Ctrl-C from now on. */
  readonly interrupted: () => Promise<void>;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
}

/** What it takes to make a document of a source. */
export type CompilerHost = Pick<Host, "cwd" | "env" | "loadCompiler">;
