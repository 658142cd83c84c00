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
  const given = flags(args);
  const fact = (name: string): string | undefined => {
    const value = given.get(name);
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

/** Values by flag, the first of each: what follows `--flag` is its value, also if it looks like a flag, as the name of a run may. */
function flags(args: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (let index = 0; index < args.length; index++) {
    const [, name, attached] = /^--([^=]+)(?:=(.*))?$/s.exec(args[index] as string) ?? [];
    if (name === undefined) continue;
    const value = attached ?? args[++index];
    if (value !== undefined && !values.has(name)) values.set(name, value);
  }
  return values;
}
