export type { CompileOptions, Compilation, CompiledPipeline, Compiler, Source } from "./compile.ts";
