import { existsSync, lstatSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { ComponentSpec, ExecutorInput, ExecutorOutput, JsonValue, ParameterType, RuntimeArtifact } from "@typeline/ir";
import { TaskFailure } from "../engine/task-failure.ts";
import { isOfType } from "../engine/types.ts";
import type { ArtifactStore } from "../store/artifacts.ts";
import { ContentError } from "../store/content.ts";
import type { Values } from "../values.ts";
import { checkSize, readExecutorOutput, readSmall } from "./executor-output.ts";

/**
 * What a task that ended well has given: parameters from its executor output or their files, artifacts taken into the store.
 *
 * @param given the executor output, where it is not in its file
 * @param mask hides secrets in messages
 * @throws TaskFailure for an output that is missing, too large, or not what is declared
 */
export function collectOutputs(
  { outputDefinitions = {} }: ComponentSpec,
  { outputs = {} }: ExecutorInput,
  given: ExecutorOutput | undefined,
  folder: string,
  store: ArtifactStore,
  mask: (text: string) => string = (text) => text,
): Values {
  const output = given ?? readExecutorOutput(outputs.outputFile);
  const parameters = new Map<string, JsonValue>();
  for (const [name, { parameterType }] of Object.entries(outputDefinitions.parameters ?? {})) {
    const value = own(output.parameterValues, name) ?? readParameter(own(outputs.parameters, name)?.outputFile, parameterType, name, mask);
    if (value === undefined) throw new TaskFailure(`it wrote no output "${name}"`);
    checkSize(value, `its output "${name}"`);
    if (!isOfType(value, parameterType))
      throw new TaskFailure(`its output "${name}" is ${parameterType}, and it wrote ${shown(value, mask)}`);
    parameters.set(name, value);
  }
  const artifacts = new Map<string, readonly RuntimeArtifact[]>();
  for (const [name, { isArtifactList }] of Object.entries(outputDefinitions.artifacts ?? {})) {
    const [planned = {}] = own(outputs.artifacts, name)?.artifacts ?? [];
    const told = own(output.artifacts, name)?.artifacts;
    const list = told === undefined || told.length === 0 ? (isArtifactList && told ? [] : [{}]) : told;
    artifacts.set(
      name,
      list.map(({ uri, metadata, customPath, name: own }) => {
        const merged: RuntimeArtifact = {
          ...planned,
          ...(isArtifactList && own && { name: own }),
          metadata: metadata ?? planned.metadata ?? {},
        };
        return stored({ ...merged, uri: uri ?? customPath ?? planned.uri ?? "", ...(customPath && { customPath }) }, name, folder, store);
      }),
    );
  }
  return { parameters, artifacts };
}

/** An artifact with its content in the store, if the task wrote it; else as the task said. */
function stored({ customPath, ...artifact }: RuntimeArtifact, name: string, folder: string, store: ArtifactStore): RuntimeArtifact {
  const uri = plainPath(artifact.uri ?? "", name);
  const path = customPath ?? uri;
  if (!isInside(path, folder)) return { ...artifact, uri, ...(customPath && { customPath }) };
  try {
    // What a task did not write is an artifact without content, as with KFP.
    if (!existsSync(path) && !isLink(path)) return { ...artifact, uri: store.none(name) };
    // A task may have put a link in place of a folder: what that leads to is not its own.
    const real = join(realpathSync(dirname(path)), basename(path));
    if (!isInside(real, realpathSync(folder))) return { ...artifact, uri: real };
    return { ...artifact, uri: store.take(path, name) };
  } catch (error) {
    if (error instanceof ContentError) throw new TaskFailure(`its output "${name}" ${error.message}`);
    throw error;
  }
}

function isInside(path: string, folder: string): boolean {
  const inside = relative(folder, path);
  return path.startsWith("/") && inside !== "" && inside !== ".." && !inside.startsWith("../");
}

/** @throws TaskFailure */
function plainPath(uri: string, name: string): string {
  if (!uri.startsWith("file://")) return uri;
  try {
    return fileURLToPath(uri);
  } catch {
    throw new TaskFailure(`its output "${name}" has the URI "${uri}", which is no path of this machine`);
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** The text that a program wrote for a parameter, as KFP reads it. */
function readParameter(
  file: string | undefined,
  type: ParameterType | undefined,
  name: string,
  mask: (text: string) => string,
): JsonValue | undefined {
  const text = file === undefined ? undefined : readSmall(file, `its output "${name}"`);
  if (text === undefined) return undefined;
  const value = parameterOf(text, type);
  if (value === undefined) throw new TaskFailure(`its output "${name}" is ${type}, and it wrote ${shown(text, mask)}`);
  return value;
}

/** The beginning of a value, for a message: masked first, since half a secret is none that a mask knows. */
const shown = (value: JsonValue, mask: (text: string) => string): string => mask(JSON.stringify(value)).slice(0, 80);

/** `textToPbValue` of KFP's launcher. */
function parameterOf(text: string, type: ParameterType | undefined): JsonValue | undefined {
  switch (type) {
    case "STRING":
      return text;
    case "NUMBER_INTEGER":
      return /^[+-]?\d+$/.test(text.trim()) ? Number(text) : undefined;
    case "NUMBER_DOUBLE":
      return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined;
    case "BOOLEAN":
      return booleans.get(text.trim());
    default:
      try {
        return JSON.parse(text) as JsonValue;
      } catch {
        return undefined;
      }
  }
}

/** Go's `strconv.ParseBool`. */
const booleans: ReadonlyMap<string, boolean> = new Map([
  ...["1", "t", "T", "TRUE", "true", "True"].map((text) => [text, true] as const),
  ...["0", "f", "F", "FALSE", "false", "False"].map((text) => [text, false] as const),
]);

function own<T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
