import type { Diagnostic } from "@typeline/diagnostics";
import type { PipelineDocument } from "@typeline/ir";

/** What to compile: `path` as the user gave it; `name` after a `#`: an exported or kebab-case name. */
export interface Source {
  readonly path: string;
  readonly name?: string;
}

export interface CompileOptions {
  /** The working folder: relative sources and printed paths start here. */
  readonly cwd: string;
  readonly sources: readonly Source[];
  /** An environment of `typeline.config.ts`. */
  readonly environment?: string | undefined;
  /** Stop before bundling: what an editor shows. */
  readonly checkOnly?: boolean | undefined;
  /** The process's environment, for `buildEnv`. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

export interface CompiledPipeline {
  /** `pipelineInfo.name`; the file is `<name>.yaml`. */
  readonly name: string;
  /** The variable's name in its module. */
  readonly exportName: string;
  /** Absolute path of the TypeScript file. */
  readonly file: string;
  readonly document: PipelineDocument;
}

export interface Compilation {
  /** Empty when there are errors. */
  readonly pipelines: readonly CompiledPipeline[];
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that the result depends on, absolute: for `--watch` and for knowing that nothing changed. */
  readonly inputs: readonly string[];
  /** Names and values of `buildEnv` that were read. */
  readonly buildEnv: Readonly<Record<string, string | undefined>>;
}

/** Keeps the TypeScript process and the bundler warm between compilations (`--watch`). */
export interface Compiler {
  /** `changed`: absolute paths of files that changed since the last call; all files when left out. */
  compile(options: CompileOptions, changed?: readonly string[]): Promise<Compilation>;
  close(): Promise<void>;
}
