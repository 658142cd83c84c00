import { delimiter } from "node:path";

/** Of this machine's environment, what every task has. */
const ALLOWED = ["PATH", "LANG", "LC_ALL", "TZ"];

/** Variables of every attempt of a task, before its own. */
export function baseEnvironment(
  run: { readonly runId: string; readonly workspace: string | undefined },
  attempt: { readonly number: number; readonly folder: string; readonly path: string },
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const name of ALLOWED) if (process.env[name] !== undefined) env[name] = process.env[name];
  env["PATH"] ??= ["/usr/local/bin", "/usr/bin", "/bin"].join(delimiter);
  return {
    ...env,
    HOME: attempt.folder,
    TMPDIR: attempt.folder,
    KFP_RETRY_INDEX: String(attempt.number - 1),
    KFP_RUN_ID: run.runId,
    KFP_RUN_NAME: run.runId,
    KFP_POD_NAME: attempt.path,
    KFP_POD_UID: `${run.runId}/${attempt.path}`,
    TYPELINE_RUN: run.runId,
    ...(run.workspace !== undefined && { TYPELINE_WORKSPACE: run.workspace }),
  };
}

/**
 * A task's variables without those that are about this machine: in a container the image's own count. One that the pipeline sets to just
 * what this machine has goes with them.
 *
 * @param folder of the attempt
 */
export function withoutMachine(env: Readonly<Record<string, string>>, folder: string): Record<string, string> {
  const ofMachine: Record<string, string> = { ...baseEnvironment({ runId: "", workspace: undefined }, { number: 1, folder, path: "" }) };
  const isOfMachine = (name: string): boolean => [...ALLOWED, "HOME", "TMPDIR"].includes(name) && env[name] === ofMachine[name];
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isOfMachine(name)));
}
