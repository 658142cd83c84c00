export type { Compilation, CompiledPipeline, CompileOptions, Compiler, Dump, Source } from "./compile.ts";
export { compile, createCompiler, DUMPS, readConfig } from "./compile.ts";
export type { ProjectConfig, ProjectEnvironment } from "./environment.ts";
