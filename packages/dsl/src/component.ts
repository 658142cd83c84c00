import type { Arguments, Outputs } from "./calls.ts";
import { onlyInPipelines } from "./only-in-pipelines.ts";
import type { ComponentOptions, Env, TaskOptions } from "./options.ts";
import { type RunHere, runHere } from "./run-here.ts";
import type { Int, Run } from "./values.ts";

export interface Component<I, O> {
  /** In a pipeline: a task. */
  (...args: Arguments<I, TaskOptions>): Outputs<O>;
  /** In a test or script: runs the component's code here and now, artifacts in a temporary folder. */
  run(...args: Arguments<I, RunHere>): Promise<O>;
}

type AbortSignalIfAny = typeof globalThis extends { AbortSignal: { prototype: infer Signal } } ? Signal : unknown;

/** The second parameter of a component's function. */
export interface TaskContext<E extends Env = {}> {
  readonly run: Run;
  /** `attempt` counts from 1. */
  readonly task: { readonly name: string; readonly attempt: Int };
  readonly env: { readonly [Name in keyof E]: E[Name] extends { readonly optional: true } ? string | undefined : string };
  /** Aborts when the run is cancelled or the attempt times out: `fetch(url, { signal })`. */
  readonly signal: AbortSignalIfAny;
  /** The shared folder of {@link PipelineOptions.workspace}. */
  readonly workspace: string;
  /** Shown while the task runs; `done` is from 0 to 1. */
  progress(done: number, note?: string): void;
}

/** A step in TypeScript. Inputs are the properties of the one parameter, outputs those of what it returns. */
/* @__NO_SIDE_EFFECTS__ */
export function component<I extends object = {}, O = void, const E extends Env = {}>(
  run: (inputs: I, context: TaskContext<E>) => O | Promise<O>,
  options?: ComponentOptions<E>,
): Component<I, O> {
  const task = onlyInPipelines(
    `a component is called inside pipeline(...), which the compiler reads; to run it here use .run()`,
    component,
  ) as unknown as Component<I, O>;
  task.run = (inputs?: unknown, settings?: RunHere) => runHere(run, options, inputs ?? {}, settings ?? {});
  return task;
}
