import { existsSync, lstatSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { ComponentSpec, ExecutorInput, ExecutorOutput, JsonValue, ParameterType, RuntimeArtifact } from "@typeline/ir";
import { TaskFailure } from "../engine/task-failure.ts";
import { isOfType } from "../engine/types.ts";
import type { ArtifactStore } from "../store/artifacts.ts";
import { ContentError } from "../store/content.ts";
import type { Values } from "../values.ts";

/** Bytes of a task's parameters: they are kept in the run's journal, and given to later tasks on their command lines. */
const LARGEST = 16 * 2 ** 20;

/**
 * What a task that ended well has given: parameters from its executor output or their files, artifacts taken into the store.
 *
 * @param given the executor output, where it is not in its file
 * @throws TaskFailure for an output that is missing, too large, or not what is declared
 */
export function collectOutputs(
  { outputDefinitions = {} }: ComponentSpec,
  { outputs = {} }: ExecutorInput,
  given: ExecutorOutput | undefined,
  folder: string,
  store: ArtifactStore,
): Values {
  const output = given ?? readOutput(outputs.outputFile);
  const parameters = new Map<string, JsonValue>();
  for (const [name, { parameterType }] of Object.entries(outputDefinitions.parameters ?? {})) {
    const value = own(output.parameterValues, name) ?? readParameter(own(outputs.parameters, name)?.outputFile, parameterType, name);
    if (value === undefined) throw new TaskFailure(`it wrote no output "${name}"`);
    if (!isOfType(value, parameterType))
      throw new TaskFailure(`its output "${name}" is ${parameterType}, and it wrote ${JSON.stringify(value).slice(0, 80)}`);
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
        return stored({ ...merged, uri: uri ?? planned.uri ?? "", ...(customPath && { customPath }) }, name, folder, store);
      }),
    );
  }
  return { parameters, artifacts };
}

/** An artifact with its content in the store, if the task wrote it; else as the task said. */
function stored({ customPath, ...artifact }: RuntimeArtifact, name: string, folder: string, store: ArtifactStore): RuntimeArtifact {
  const uri = plainPath(artifact.uri ?? "");
  const path = customPath ?? uri;
  const inside = relative(folder, path);
  if (inside === "" || inside.startsWith("..") || !path.startsWith("/")) return { ...artifact, uri, ...(customPath && { customPath }) };
  try {
    // What a task did not write is an artifact without content, as with KFP.
    if (!existsSync(path) && !isLink(path)) return { ...artifact, uri: store.none(name) };
    return { ...artifact, uri: store.take(path, name) };
  } catch (error) {
    if (error instanceof ContentError) throw new TaskFailure(`its output "${name}" ${error.message}`);
    throw error;
  }
}

const plainPath = (uri: string): string => (uri.startsWith("file://") ? fileURLToPath(uri) : uri);

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function readOutput(file: string | undefined): ExecutorOutput {
  const text = file === undefined ? undefined : readSmall(file, "its executor output");
  if (text === undefined || text.trim() === "") return {};
  let output: unknown;
  try {
    output = JSON.parse(text);
  } catch (error) {
    throw new TaskFailure(`its executor output is not JSON: ${(error as Error).message}`);
  }
  if (typeof output !== "object" || output === null || Array.isArray(output)) throw new TaskFailure("its executor output is no object");
  const unknown = Object.keys(output).find((key) => !["parameterValues", "artifacts", "parameters"].includes(key));
  if (unknown !== undefined) throw new TaskFailure(`its executor output has a field "${unknown}", which KFP refuses`);
  return output as ExecutorOutput;
}

/** The text that a program wrote for a parameter, as KFP reads it. */
function readParameter(file: string | undefined, type: ParameterType | undefined, name: string): JsonValue | undefined {
  const text = file === undefined ? undefined : readSmall(file, `its output "${name}"`);
  if (text === undefined) return undefined;
  const value = parameterOf(text, type);
  if (value === undefined) throw new TaskFailure(`its output "${name}" is ${type}, and it wrote ${JSON.stringify(text.slice(0, 80))}`);
  return value;
}

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

/** @throws TaskFailure for a file that is too large */
function readSmall(file: string, what: string): string | undefined {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (!stats.isFile()) throw new TaskFailure(`${what} is no file`);
  if (stats.size > LARGEST)
    throw new TaskFailure(`${what} has ${stats.size} bytes, and a parameter may have ${LARGEST}: give it as an artifact`);
  return readFileSync(file, "utf8");
}

function own<T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
