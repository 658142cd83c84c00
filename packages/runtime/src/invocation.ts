import { readFileSync } from "node:fs";
import type { ExecutorInput } from "@typeline/ir";
import { TaskError } from "./task-error.ts";

/** How the engine started this process. */
export interface Invocation {
  readonly executorInput: ExecutorInput;
  /** A fact of the run, from the flag of its name; undefined if it wasn't given, or is a placeholder that the engine left as it was. */
  fact(name: string): string | undefined;
}

/**
 * Reads the command line: `--executor_input JSON`, or `@file` with that JSON, and facts of the run, such as `--run_id ID`. Also
 * `--flag=value`. Other flags are for others.
 *
 * @param args - without Node and the script
 * @throws TaskError if there is no executor input, or it is not JSON
 */
export function readInvocation(args: readonly string[]): Invocation {
  const fact = (name: string): string | undefined => {
    const value = flag(args, name);
    return value === undefined || value === "" || /^\{\{\$.*\}\}$/s.test(value) ? undefined : value;
  };
  let text = fact("executor_input");
  if (text === undefined) throw new TaskError("no --executor_input: an engine starts this program, with {{$}} filled in");
  if (text.startsWith("@")) text = readFileSync(text.slice(1), "utf8");
  try {
    return { executorInput: JSON.parse(text) as ExecutorInput, fact };
  } catch (error) {
    throw new TaskError(`--executor_input is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

function flag(args: readonly string[], name: string): string | undefined {
  const index = args.findIndex((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
  if (index < 0) return undefined;
  return args[index] === `--${name}` ? args[index + 1] : args[index]?.slice(name.length + 3);
}
