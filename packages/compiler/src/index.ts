export { type StoredBundles, storeBundles } from "./5-emit/config-maps.ts";
export { environmentTarget } from "./choose-environment.ts";
export type { Compilation, CompiledPipeline, CompileOptions, Dump, Source } from "./compile.ts";
export { type Compiler, compile, createCompiler, readConfig } from "./compiler.ts";
export type { ProjectConfig, ProjectEnvironment } from "./environment.ts";
