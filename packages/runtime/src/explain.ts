import { inspect } from "node:util";
import { BOUNDARY } from "./task.ts";
import { TaskError } from "./task-error.ts";

/**
 * What a reader of the log sees of a failure: the message; for an error of the author's code the stack, in TypeScript where Node maps
 * it, without what is the runtime's or Node's own; and what caused it.
 *
 * @param component - its name, which begins the text of a {@link TaskError}
 */
export function explain(error: unknown, component: string): string {
  if (error instanceof TaskError) return `${component}: ${error.message}${causes(error, component)}`;
  if (!(error instanceof Error)) return `${component}: the component threw ${inspect(error)}, which is no Error`;
  return `${authorsPart(error)}${causes(error, component)}`;
}

function causes(error: Error, component: string): string {
  const several = error instanceof AggregateError ? error.errors : [];
  const all = error.cause === undefined || error instanceof TaskError ? several : [...several, error.cause];
  return all.map((cause) => `\nCaused by: ${explain(cause, component)}`).join("");
}

function authorsPart(error: Error): string {
  const stack = error.stack ?? String(error);
  const lines = stack.split("\n");
  const first = lines.findIndex((line) => /^\s+at /.test(line));
  if (first < 0) return stack;
  const boundary = lines.findIndex((line) => line.includes(BOUNDARY));
  const frames = lines.slice(first, boundary < 0 ? undefined : boundary);
  // The entry module's own `run`, through which the boundary calls the author's function.
  if (boundary >= 0 && frames.at(-1)?.includes(" Object.run ")) frames.pop();
  return [...lines.slice(0, first), ...frames.filter((line) => !/[( ]node:|@typeline[/\\]/.test(line))].join("\n");
}
