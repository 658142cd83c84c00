import type { Artifact, Filled, Kind, Metadata, schemaTitle } from "./artifact.ts";
import type { Arguments, Outputs } from "./calls.ts";
import { node } from "./node.ts";
import { onlyInPipelines } from "./only-in-pipelines.ts";
import type { PipelineOptions, PipelineTaskOptions, TaskOptions } from "./options.ts";
import type { Int, Run, TaskStatus } from "./values.ts";

export interface Pipeline<I, O> {
  /** In another pipeline: a nested pipeline. */
  (...args: Arguments<I, PipelineTaskOptions>): Outputs<O>;
  readonly [schemaTitle]: "pipeline";
}

/** A pipeline. Its body is read by the compiler and never run. */
export function pipeline<I extends object = {}, O = void>(
  body: (inputs: I, context: { readonly run: Run }) => O | Promise<O>,
  options?: PipelineOptions<NoInfer<I>>,
): Pipeline<I, O>;
/* @__NO_SIDE_EFFECTS__ */
export function pipeline(): Pipeline<any, any> {
  const explanation = "a pipeline is read by the compiler and never called: compile it with `typeline compile`, run it with `typeline run`";
  return onlyInPipelines(explanation, pipeline) as unknown as Pipeline<any, any>;
}

/** In a pipeline: a small step written in place. What `fn` captures becomes its inputs. */
export function compute<O>(fn: () => O | Promise<O>, options?: TaskOptions): Outputs<O>;
export function compute(): never {
  throw outsidePipeline("compute");
}

/** Around the list of a loop: `limit` bounds how many iterations run at once; `unroll` copies the body for each item of a known list. */
export function parallel<T>(
  items: readonly T[],
  options: { readonly limit: Int; readonly unroll?: false | undefined } | { readonly unroll: true },
): readonly T[];
export function parallel(): never {
  throw outsidePipeline("parallel");
}

/** In `finally` or `catch`: how the work before ended. */
export function taskStatus(): TaskStatus {
  throw outsidePipeline("taskStatus");
}

/** In a pipeline: an artifact that exists already. `uri` may be known only at run time. A local path works in local runs. */
export function importArtifact<A extends Artifact>(
  kind: Kind<A>,
  uri: string,
  options?: { readonly metadata?: Metadata | undefined; readonly reimport?: boolean | undefined } & Pick<
    TaskOptions,
    "name" | "displayName" | "after"
  >,
): Filled<A, any>;
export function importArtifact(): never {
  throw outsidePipeline("importArtifact");
}

/**
 * A variable of the compiler's environment, read at compile time and recorded in the spec. An error if unset without `fallback`.
 *
 * Outside the compiler, in a test or script, it reads this process's environment.
 *
 * @throws Error if the variable is unset and there is no `fallback`
 */
/* @__NO_SIDE_EFFECTS__ */
export function buildEnv<T extends string = string>(name: string, fallback?: string): T {
  const value = node("process").env[name] ?? fallback;
  if (value === undefined) throw new Error(`buildEnv("${name}"): the variable is not set, and there is no fallback`);
  return value as T;
}

function outsidePipeline(name: string): Error {
  return new Error(`${name}(...) is called outside pipeline(...): the compiler reads it there, and it means nothing elsewhere`);
}
