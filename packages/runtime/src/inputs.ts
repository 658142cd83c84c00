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
import { normalized } from "./task-status.ts";

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
  const schema = declared.inputs as Schema;
  const built = {};
  const set = (name: string, value: unknown): void => {
    if (value !== undefined) put(built, name, value);
  };
  for (const name of Object.keys(schema.properties ?? {})) set(name, leaves.parameter(name));
  for (const [name, { list = false }] of Object.entries(declared.artifacts)) set(name, leaves.artifact(name, list));
  for (const [name, node] of Object.entries((leaves.parameter(ARGUMENTS) ?? {}) as Record<string, Assembly>)) {
    set(
      name,
      named(name, () => evaluate(node, leaves)),
    );
  }
  check(parametersOf(built, declared), schema);
  for (const [name, { list, optional }] of Object.entries(declared.artifacts)) {
    if (Object.hasOwn(built, name) || optional) continue;
    if (!list) throw new TaskError(`input "${name}": no artifact was given`);
    put(built, name, []);
  }
  return built;
}

/** What is given as JSON: the schema knows nothing of artifacts. */
function parametersOf(built: object, { artifacts }: RuntimeInterface): object {
  const parameters = {};
  for (const [name, value] of Object.entries(built)) if (!Object.hasOwn(artifacts, name)) put(parameters, name, value);
  return parameters;
}

function notBundled(): never {
  throw new Error("the bundle was made for calls without assembled arguments");
}

/** What the engine gave. `null` stands for an optional parameter that was not given: KFP sets absent ones of the root so. */
function leavesOf({ parameterValues = {}, artifacts = {} }: NonNullable<ExecutorInput["inputs"]>): Leaves {
  return {
    parameter: (name) => (Object.hasOwn(parameterValues, name) ? (normalized(parameterValues[name]) ?? undefined) : undefined),
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

function check(built: object, schema: Schema): void {
  const found = mismatch(built, schema, "", schema);
  if (!found) return;
  const got = found.actual === undefined ? "nothing was given" : `got ${short(found.actual)}`;
  throw new TaskError(`input "${found.path}": expected ${found.expected}, ${got}`);
}

function short(value: unknown): string {
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
