import { resolve } from "node:path";
import type { Diagnostic } from "@typeline/diagnostics";
import type { Reader } from "./1-read/reader.ts";
import { startTypeScript } from "./1-read/typescript-process.ts";
import { startEsbuild } from "./3-bundle/esbuild.ts";
import type { Compilation, CompileOptions } from "./compile.ts";
import type { ProjectConfig } from "./environment.ts";
import { pathsToOpen } from "./source-paths.ts";

/** Keeps the TypeScript process and the bundler warm between compilations (`--watch`). */
export interface Compiler {
  /** `changed`: absolute paths of files that changed since the last call; all files when left out. */
  compile(options: CompileOptions, changed?: readonly string[]): Promise<Compilation>;
  close(): Promise<void>;
}

/** One compilation: TypeScript in, IR documents and diagnostics out. Throws only for a bug in the compiler. */
export async function compile(options: CompileOptions): Promise<Compilation> {
  const compiler = createCompiler();
  try {
    return await compiler.compile(options);
  } finally {
    await compiler.close();
  }
}

/** A compiler that stays warm. Compilations of one compiler follow each other; different ones are independent. */
export function createCompiler(): Compiler {
  let reader: { readonly cwd: string; readonly reader: Reader } | undefined;
  return {
    async compile(options, changed) {
      // Each works in a process of its own: meanwhile the rooms are loaded.
      const typescript = reader?.cwd === options.cwd ? undefined : startTypeScript(options.cwd);
      typescript?.openAhead(pathsToOpen(options));
      if (!options.checkOnly || options.target !== undefined) await startEsbuild();
      const { createReader, Run } = await import("./rooms.ts");
      if (reader?.cwd !== options.cwd) {
        reader?.reader.close();
        reader = { cwd: options.cwd, reader: createReader(options.cwd, typescript) };
      }
      return await new Run(options).compile(reader.reader, changed);
    },
    async close() {
      reader?.reader.close();
      reader = undefined;
    },
  };
}

/** A project's configuration, read like a pipeline; `config` is missing where there are errors. */
export async function readConfig(
  path: string,
  env: CompileOptions["env"] = process.env,
): Promise<{ config?: ProjectConfig; diagnostics: readonly Diagnostic[] }> {
  const { createReader, Run } = await import("./rooms.ts");
  const reader = createReader(resolve(path, ".."));
  const run = new Run({ cwd: resolve(path, ".."), sources: [], configFile: path, env });
  try {
    const program = reader.open([path], run.report);
    const config = program && run.readConfig(program);
    return { ...(config && { config }), diagnostics: run.diagnostics };
  } finally {
    reader.close();
  }
}
