import type { RunOptions } from "./run.ts";
import { type PipelineRun, runSource } from "./run-source.ts";

/**
 * Runs a pipeline on this machine, as `typeline run` does: `await` it for the run's record, or go through its events.
 *
 * ```ts
 * const running = runPipeline("pipeline.ts", { rows: 100 });
 * for await (const event of running) if (event.type === "task-ended") console.log(event.task.path);
 * const { outputs } = await running;
 * ```
 *
 * A run that fails has a record too. What rejects is a run that cannot start: the source does not compile, the inputs are not right.
 *
 * @param source a `.ts` file, `FILE#name`, or a compiled pipeline
 * @param inputs parameters by name; artifacts as paths or URIs
 * @param options `cwd`: where relative paths start; that of the process by default
 */
export function runPipeline(
  source: string,
  inputs: Readonly<Record<string, unknown>> = {},
  { cwd = process.cwd(), ...options }: RunOptions & { readonly cwd?: string | undefined } = {},
): PipelineRun {
  return runSource(source, inputs, options, cwd);
}
