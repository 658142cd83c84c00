import type { Artifact } from "@typeline/dsl";
import { checkJson, isArtifact, publishArtifact } from "@typeline/dsl/internal";
import type { ExecutorInput, ExecutorOutput, RuntimeArtifact } from "@typeline/ir";
import type { RuntimeInterface } from "./interface.ts";
import { pathOf } from "./paths.ts";
import { put } from "./put.ts";
import { TaskError } from "./task-error.ts";

/**
 * Publishes what a component returned.
 *
 * @returns what the engine is to know: each declared output, and no field that KFP's strict reader has no name for
 * @throws TaskError for an output that is missing, undeclared or of the wrong kind, or that JSON cannot carry
 */
export async function publishOutputs(
  result: unknown,
  { outputs = {} }: ExecutorInput,
  declared: RuntimeInterface,
): Promise<ExecutorOutput> {
  const returned = outputsOf(result, declared);
  const places = outputs.artifacts ?? {};
  const parameterValues = {};
  const artifacts = {};
  for (const [name, value] of returned) {
    const place = Object.hasOwn(places, name) ? places[name]?.artifacts?.[0] : undefined;
    if (isArtifact(value) !== (place !== undefined)) {
      throw new TaskError(
        `output "${name}": ${place ? `an artifact is declared, ${kindOf(value)} was returned` : "an artifact was returned, a parameter is declared"}`,
      );
    }
    if (place) refuseUncarried((value as Artifact).metadata, `metadata of output "${name}"`);
    else refuseUncarried(value, `output "${name}"`);
    if (!place) put(parameterValues, name, value);
  }
  for (const [name, value] of returned) {
    if (isArtifact(value)) put(artifacts, name, { artifacts: [await published(value, places[name]?.artifacts?.[0] ?? {}, name)] });
  }
  return { parameterValues, artifacts };
}

/** Declared outputs by name, all of them there. */
function outputsOf(result: unknown, { outputs, bare }: RuntimeInterface): readonly (readonly [string, unknown])[] {
  if (outputs.length === 0) return [];
  const returned = bare ? { [outputs[0] as string]: result } : result;
  if (typeof returned !== "object" || returned === null || Array.isArray(returned) || isArtifact(returned)) {
    throw new TaskError(`the component returned ${kindOf(result)}; it declares an object with ${list(outputs)}`);
  }
  const extra = Object.entries(returned).find(([name, value]) => value !== undefined && !outputs.includes(name));
  if (extra) throw new TaskError(`the component returned "${extra[0]}", which is none of its declared outputs ${list(outputs)}`);
  return outputs.map((name) => {
    const value = Object.hasOwn(returned, name) ? (returned as Record<string, unknown>)[name] : undefined;
    if (value === undefined || value === null)
      throw new TaskError(`output "${name}": ${value === null ? "null was returned" : "nothing was returned"}`);
    return [name, value];
  });
}

function refuseUncarried(value: unknown, at: string): void {
  try {
    checkJson(value, at, false);
  } catch (error) {
    throw new TaskError((error as Error).message);
  }
}

async function published(artifact: Artifact, place: RuntimeArtifact, output: string): Promise<RuntimeArtifact> {
  const path = pathOf(place);
  if (path === undefined) throw new TaskError(`output "${output}": the engine stores it at ${place.uri}, which is not mounted here`);
  const { uri, metadata } = await publishArtifact(artifact, { name: place.name || output, uri: place.uri ?? "", path });
  // Vertex AI refuses another name than the resource's that it gave.
  return { ...(place.name && { name: place.name }), uri, metadata: { ...place.metadata, ...metadata } };
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (isArtifact(value)) return "an artifact";
  return Array.isArray(value) ? "a list" : `a value of type ${typeof value}`;
}

function list(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}
