export type { ArtifactRecord, OutputsRecord, RunEvent, RunRecord } from "@typeline/runner";
export { type Config, defineConfig, type Environment, type Target } from "./config.ts";
export { type Replacement, replace } from "./library/replace.ts";
export { RunError, type RunResult, type TaskRecord } from "./library/results.ts";
export { type RunOptions, run } from "./library/run.ts";
export { runPipeline } from "./library/run-pipeline.ts";
export type { PipelineRun } from "./library/run-source.ts";
