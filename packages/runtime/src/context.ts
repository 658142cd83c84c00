import type { Run, TaskContext } from "@typeline/dsl";
import type { RuntimeInterface } from "./interface.ts";
import { workspace } from "./paths.ts";
import { TaskError } from "./task-error.ts";

/**
 * The beginning of a line on standard error that reports progress. The rest of the line is JSON, `{"done":0.4,"note":"epoch 2"}`, `done`
 * from 0 to 1, `note` optional.
 */
export const PROGRESS = "TYPELINE_PROGRESS ";

/**
 * The second argument of a component's function.
 *
 * @param fact - a fact of the run as the command line has it, `run_id`, `run_name`, `created_at`, `scheduled_at` or `task_name`
 * @param env - the task's environment
 * @throws TaskError for a declared variable of the environment that isn't set
 */
export function buildContext(
  fact: (name: string) => string | undefined,
  declared: RuntimeInterface,
  signal: AbortSignal,
  env: Readonly<Record<string, string | undefined>>,
): TaskContext<any> {
  const createdAt = fact("created_at") ?? "";
  const run: Run = {
    id: fact("run_id") ?? env["KFP_RUN_ID"] ?? "",
    name: fact("run_name") ?? env["KFP_RUN_NAME"] ?? "",
    createdAt,
    scheduledAt: fact("scheduled_at") ?? createdAt,
  };
  return {
    run,
    task: { name: fact("task_name") ?? declared.name, attempt: (Number(env["KFP_RETRY_INDEX"]) || 0) + 1 },
    env: environment(declared, env),
    signal,
    workspace: workspace(env),
    progress,
  };
}

function environment(
  { env: names, optionalEnv = [] }: RuntimeInterface,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const variables: Record<string, string | undefined> = {};
  for (const name of names) {
    variables[name] = env[name];
    if (variables[name] === undefined && !optionalEnv.includes(name))
      throw new TaskError(`the environment variable ${name} is declared, but not set`);
  }
  return variables;
}

function progress(done: number, note?: string): void {
  if (!Number.isFinite(done)) throw new RangeError(`progress(${done}): done is a number from 0 to 1`);
  process.stderr.write(`${PROGRESS}${JSON.stringify({ done: Math.min(1, Math.max(0, done)), note })}\n`);
}
