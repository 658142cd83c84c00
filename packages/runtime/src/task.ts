import type { TaskContext } from "@typeline/dsl";
import type { ExecutorOutput } from "@typeline/ir";
import { buildContext } from "./context.ts";
import type { Evaluate } from "./evaluate.ts";
import { buildInputs } from "./inputs.ts";
import type { RuntimeInterface } from "./interface.ts";
import type { Invocation } from "./invocation.ts";
import { publishOutputs } from "./outputs.ts";

/** A component, as the compiler's entry module gives it to the runtime. */
export interface Definition {
  readonly run: (inputs: any, context: TaskContext<any>) => unknown;
  readonly interface: RuntimeInterface;
  /** Builds assembled arguments. Not needed where no call of the component has any. */
  readonly evaluate?: Evaluate;
}

/** The name of the frame under which an author's function runs: what is below it in a stack is ours. */
export const BOUNDARY = "typeline:task";

/**
 * One task: inputs built and checked, the function called, its artifacts written.
 *
 * @param signal - when it has aborted by the time that the function settles, nothing is published
 * @param publish - whether this process writes outputs: in distributed training only the chief does
 * @param env - the task's environment
 * @returns what the engine is to be told; undefined if nothing is to be
 */
export async function runTask(
  definition: Definition,
  { executorInput, fact }: Invocation,
  signal: AbortSignal,
  publish: boolean,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<ExecutorOutput | undefined> {
  const inputs = buildInputs(executorInput, definition.interface, definition.evaluate);
  const context = buildContext(fact, definition.interface, signal, env);
  // A computed name: a minifier would shorten any other.
  const boundary = { [BOUNDARY]: async () => await definition.run(inputs, context) };
  const result = await boundary[BOUNDARY]?.();
  // A turn of the event loop, so that a promise that was rejected and left alone fails the task before anything is published.
  await new Promise((resolve) => setImmediate(resolve));
  return publish && !signal.aborted ? await publishOutputs(result, executorInput, definition.interface) : undefined;
}
