import { evaluate } from "./evaluate.ts";
import { start } from "./start.ts";
import type { Definition } from "./task.ts";

/**
 * Runs a component as the process that it is in its container: reads the command line, writes the executor output, and ends the
 * process.
 *
 * Exit codes: 0; 1 for a failure, with its message on standard error; 143 after SIGTERM, as soon as the function has settled or
 * after five seconds.
 */
export function main(definition: Definition): void {
  start({ evaluate, ...definition });
}
