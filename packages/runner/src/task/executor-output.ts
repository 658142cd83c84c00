import { lstatSync, readFileSync } from "node:fs";
import type { ExecutorOutput, JsonValue } from "@typeline/ir";
import { TaskFailure } from "../engine/task-failure.ts";

/** Bytes of a task's parameter: they are kept in the run's journal, and given to later tasks on their command lines. */
const LARGEST = 16 * 2 ** 20;
/** Levels of lists and objects: enough for any data, and few enough for whoever goes through them by recursion. */
const DEEPEST = 500;

/** What a task wrote into its file of outputs: nothing where there is none. @throws TaskFailure where it is not what KFP takes */
export function readExecutorOutput(file: string | undefined): ExecutorOutput {
  const text = file === undefined ? undefined : readSmall(file, "its executor output");
  if (text === undefined || text.trim() === "") return {};
  let output: unknown;
  try {
    output = JSON.parse(text);
  } catch (error) {
    // Node's message has a piece of the text, which may be a piece of a secret.
    const [where] = / at position \d+/.exec((error as Error).message) ?? [", or ends too soon"];
    throw new TaskFailure(`its executor output is not JSON${where}`);
  }
  return checked(output);
}

/** Only the form: values and their types are looked at where they are taken. @throws TaskFailure */
function checked(output: unknown): ExecutorOutput {
  if (!isObject(output)) throw new TaskFailure("its executor output is no object");
  const unknown = Object.keys(output).find((key) => !["parameterValues", "artifacts", "parameters"].includes(key));
  if (unknown !== undefined) throw new TaskFailure(`its executor output has a field "${unknown}", which KFP refuses`);
  const { parameterValues = {}, artifacts = {} } = output;
  if (!isObject(parameterValues)) throw new TaskFailure(`its executor output's "parameterValues" is no object`);
  if (!isObject(artifacts)) throw new TaskFailure(`its executor output's "artifacts" is no object`);
  for (const [name, list] of Object.entries(artifacts)) {
    const what = `its executor output's artifact "${name}"`;
    if (!isObject(list) || !Array.isArray(list["artifacts"] ?? [])) throw new TaskFailure(`${what} is no list`);
    for (const one of (list["artifacts"] ?? []) as unknown[]) {
      if (!isObject(one)) throw new TaskFailure(`${what} is no object`);
      for (const key of ["name", "uri", "customPath"])
        if (typeof (one[key] ?? "") !== "string") throw new TaskFailure(`${what} has a "${key}" that is no text`);
      if (!isObject(one["metadata"] ?? {})) throw new TaskFailure(`${what} has "metadata" that are no object`);
      checkSize(one as JsonValue, what);
    }
  }
  return output as ExecutorOutput;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** @throws TaskFailure for a value that is too large or too deep to be kept and handed on */
export function checkSize(value: JsonValue, what: string): void {
  if (typeof value !== "string" && (typeof value !== "object" || value === null)) return;
  if (isDeeper(value)) throw new TaskFailure(`${what} is nested deeper than ${DEEPEST} levels: give it as an artifact`);
  const size = Buffer.byteLength(JSON.stringify(value));
  if (size > LARGEST) throw tooLarge(what, size);
}

/** Level by level: no recursion, whose depth is what is to be found out. */
function isDeeper(value: JsonValue): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return false;
}

/** The text of a file; undefined if there is none. @throws TaskFailure for what is no file, or too large */
export function readSmall(file: string, what: string): string | undefined {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (!stats.isFile()) throw new TaskFailure(`${what} is no file`);
  if (stats.size > LARGEST) throw tooLarge(what, stats.size);
  return readFileSync(file, "utf8");
}

const tooLarge = (what: string, size: number): TaskFailure =>
  new TaskFailure(`${what} has ${size} bytes, and a parameter may have ${LARGEST}: give it as an artifact`);
