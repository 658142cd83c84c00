import type { Component, Int, Pipeline } from "@typeline/dsl";
import type { Arguments } from "@typeline/dsl/internal";
import { declared } from "./declared.ts";
import type { Replacement } from "./replace.ts";
import { type RunResult, runResult } from "./results.ts";
import { runSource } from "./run-source.ts";

export interface RunOptions {
  /** Components that run something else in their place: made by {@link replace}. */
  readonly replace?: readonly Replacement[] | undefined;
  /** An environment of the project's configuration. */
  readonly environment?: string | undefined;
  /** Variables for every task. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** `false`: nothing is taken from the cache. */
  readonly cache?: boolean | undefined;
  /** Most tasks at once. */
  readonly concurrency?: Int | undefined;
  readonly executor?: "auto" | "worker" | "process" | "docker" | "podman" | undefined;
}

/**
 * Compiles the file that declares `target` and runs it here; works for one component too. The run is stored as one of `typeline run` is.
 *
 * @throws RunError where the run fails
 * @throws Error where the file does not compile, or the inputs are not right
 */
export async function run<I, O>(target: Pipeline<I, O> | Component<I, O>, ...args: Arguments<I, RunOptions>): Promise<RunResult<O>> {
  const [inputs = {}, options = {}] = args as [inputs?: object, options?: RunOptions];
  const { file, name } = declared(target);
  return runResult<O>(await runSource(`${file}#${name}`, inputs, options, process.cwd()).record);
}
