import type { Artifact } from "@typeline/dsl";
import { openArtifact } from "@typeline/dsl/internal";
import type { ExecutorInput, RuntimeArtifact } from "@typeline/ir";
import type { Assembly } from "./assembly.ts";
import type { Evaluate, Leaves } from "./evaluate.ts";
import type { RuntimeInterface } from "./interface.ts";
import { pathOf, workspaceMark } from "./paths.ts";
import { put } from "./put.ts";
import { mismatch, type Schema } from "./schema.ts";
import { TaskError } from "./task-error.ts";
import { isFinalStatus, taskStatus } from "./task-status.ts";

/** The input that holds assembled arguments: an {@link Assembly} by the name of the declared input that it makes. */
export const ARGUMENTS = "typeline--arguments";

/**
 * The one argument of a component's function: declared inputs only, so neither {@link ARGUMENTS} nor the leaves it is made of. What is
 * absent is no property.
 *
 * @throws TaskError for an input that is missing or not of its type
 */
export function buildInputs({ inputs = {} }: ExecutorInput, declared: RuntimeInterface, evaluate: Evaluate = notBundled): object {
  const leaves = leavesOf(inputs);
  const assembled = (leaves.parameter(ARGUMENTS) ?? {}) as Record<string, Assembly>;
  const argument = (name: string, given: () => unknown): unknown =>
    Object.hasOwn(assembled, name) ? named(name, () => evaluate(assembled[name] as Assembly, leaves)) : given();

  const built = {};
  const schema = declared.inputs as Schema;
  for (const name of [...Object.keys(schema.properties ?? {}), ...(declared.statuses ?? [])]) {
    const value = argument(name, () => leaves.parameter(name));
    if (value !== undefined) put(built, name, declared.statuses?.includes(name) ? taskStatus(value) : value);
  }
  check(built, declared);
  for (const [name, { list = false, optional }] of Object.entries(declared.artifacts)) {
    const value = argument(name, () => leaves.artifact(name, list)) ?? (list && !optional ? [] : undefined);
    if (value !== undefined) put(built, name, value);
    else if (!optional) throw new TaskError(`input "${name}": no artifact was given`);
  }
  return built;
}

function notBundled(): never {
  throw new Error("the bundle was made for calls without assembled arguments");
}

/** What the engine gave. `null` stands for an optional parameter that was not given: KFP sets absent ones of the root so. */
function leavesOf({ parameterValues = {}, artifacts = {} }: NonNullable<ExecutorInput["inputs"]>): Leaves {
  return {
    parameter(name) {
      const value = Object.hasOwn(parameterValues, name) ? (parameterValues[name] ?? undefined) : undefined;
      return isFinalStatus(value) ? taskStatus(value) : value;
    },
    artifact(name, many) {
      if (!Object.hasOwn(artifacts, name)) return undefined;
      const all = (artifacts[name]?.artifacts ?? []).map((artifact) => open(artifact, name));
      return many ? all : all[0];
    },
  };
}

function open(artifact: RuntimeArtifact, input: string): Artifact {
  const { [workspaceMark]: _, ...metadata } = artifact.metadata ?? {};
  return openArtifact({
    name: artifact.name || input,
    uri: artifact.uri ?? "",
    path: pathOf(artifact),
    metadata,
    schemaTitle: artifact.type?.schemaTitle ?? "system.Artifact",
  });
}

/** Runs what builds an argument; an error of JavaScript is told with the argument's name. */
function named(name: string, build: () => unknown): unknown {
  try {
    return build();
  } catch (error) {
    throw new TaskError(`input "${name}" cannot be put together: ${(error as Error).message}`, { cause: error });
  }
}

function check(built: object, { inputs, statuses = [] }: RuntimeInterface): void {
  const schema = inputs as Schema;
  const parameters = Object.fromEntries(Object.entries(built).filter(([name]) => !statuses.includes(name)));
  const found = mismatch(parameters, schema, "", schema);
  if (!found) return;
  const got = found.actual === undefined ? "nothing was given" : `got ${short(found.actual)}`;
  throw new TaskError(`input "${found.path}": expected ${found.expected}, ${got}`);
}

function short(value: unknown): string {
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
