import type { Artifact } from "./artifact.ts";
import { publish } from "./content.ts";
import { node } from "./node.ts";
import type { Env } from "./options.ts";
import { isArtifact, storageOf } from "./storage.ts";
import { temporaryPath } from "./temporary.ts";
import type { Int, Run } from "./values.ts";

/** What a component's `run` may be told of its surroundings. */
export interface RunHere {
  /** Values of the declared variables of the environment: for secrets, which a test has no access to, and instead of plain values. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly run?: Partial<Run> | undefined;
}

/**
 * Runs a component's function in this process, once: no retries, no validation of inputs. Artifacts that were made for its inputs are
 * written first, as an earlier task would have; those it returns are written before the promise resolves.
 */
export async function runHere<O>(
  fn: (inputs: any, context: any) => O | Promise<O>,
  options: { readonly name?: string | undefined; readonly env?: Env | undefined } | undefined,
  inputs: object,
  { env = {}, run = {} }: RunHere,
): Promise<O> {
  const createdAt = run.createdAt ?? new Date().toISOString();
  const context = {
    run: { id: "local", name: "local", scheduledAt: createdAt, ...run, createdAt },
    task: { name: options?.name ?? "component", attempt: 1 as Int },
    env: environment(options?.env ?? {}, env),
    signal: new AbortController().signal,
    workspace: temporaryPath("workspace"),
    progress() {},
  };
  await node("fs").promises.mkdir(context.workspace);
  for (const [name, value] of Object.entries(inputs)) await store(value, name);
  const result = await fn(inputs, context);
  if (isArtifact(result)) await store(result, "Output");
  else if (typeof result === "object" && result !== null) {
    for (const [name, value] of Object.entries(result)) await store(value, name);
  }
  return result;
}

/** Publishes an artifact, or each of a list, into the temporary folder. */
async function store(value: unknown, name: string): Promise<void> {
  for (const artifact of (Array.isArray(value) ? value : [value]).filter(isArtifact) as Artifact[]) {
    const path = temporaryPath(name);
    await publish(storageOf(artifact), { name, uri: node("url").pathToFileURL(path).href, path });
  }
}

/** The variables as the function sees them: those that are declared, and no others. */
function environment(declared: Env, given: Readonly<Record<string, string>>): Record<string, string | undefined> {
  const env: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(declared)) {
    if (Object.hasOwn(given, name)) env[name] = given[name];
    else if (typeof value !== "object") env[name] = String(value);
    else if (!("optional" in value && value.optional)) {
      throw new Error(`the variable ${name} comes from the cluster: give it as .run(inputs, { env: { ${name}: "…" } })`);
    }
  }
  return env;
}
