import type { TaskContext } from "@typeline/dsl";
import type { ExecutorOutput } from "@typeline/ir";
import { explain } from "./explain.ts";
import { readInvocation } from "./invocation.ts";
import { type Definition, runTask } from "./task.ts";

/** A component that a host runs in its own process. */
export interface Hosted {
  /**
   * Runs one task.
   *
   * @param args - the command line, as {@link main} reads it
   * @param instead - a stand-in for the component's function, with the variables that it has in place of the process's
   * @returns what the engine is to be told; undefined if nothing is to be
   */
  run(args: readonly string[], signal: AbortSignal, instead?: StandIn): Promise<ExecutorOutput | undefined>;
  /** What a reader of the log sees of a failure. */
  explain(error: unknown): string;
}

export interface StandIn {
  readonly run: (inputs: any, context: TaskContext<any>) => unknown;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Where a host waits for what it has imported: a function of {@link Hosted}, a property of the global object. */
export const HOST = "typeline.host";

export function hosted(definition: Definition): Hosted {
  return {
    run: async (args, signal, instead) =>
      await runTask({ ...definition, ...(instead && { run: instead.run }) }, readInvocation(args), signal, true, instead?.env),
    explain: (error) => explain(error, definition.interface.name),
  };
}
