import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type JsonValue, type PipelineDocument, readInputs, readParameterFile } from "@typeline/ir";
import type { RunInputs } from "@typeline/runner";
import { UsageError } from "../errors.ts";

/** What the command line gives for a pipeline's inputs. */
export interface GivenInputs {
  /** `-p`: `name=value`, `name=@FILE`. */
  readonly params: readonly string[];
  /** `--params`: a file. */
  readonly file?: string | undefined;
  /** Of the run that is resumed. */
  readonly stored?: Readonly<Record<string, JsonValue>> | undefined;
  /** What stands in for inputs that are not given: a schedule's. */
  readonly fallback?: Readonly<Record<string, JsonValue>> | undefined;
}

/**
 * The inputs of a run, read by the pipeline's own types.
 *
 * @throws UsageError with a line for each that is missing, unknown or wrong
 */
export function readRunInputs(
  { spec, platforms }: PipelineDocument,
  { params, file, stored, fallback = {} }: GivenInputs,
  cwd: string,
): RunInputs {
  const declared = spec.root.inputDefinitions;
  const texts = params.map((param) => readParam(param, cwd, (name) => Object.hasOwn(declared?.artifacts ?? {}, name)));
  const given = stored === undefined ? (file === undefined ? [] : readFileOfInputs(file, cwd)) : Object.entries(stored);
  const values = [...given, ...Object.entries(fallback)];
  const { parameters, artifacts, problems } = readInputs(declared, platforms?.platforms.typeline?.config?.inputs, { texts, values });
  if (problems.length > 0) throw new UsageError(problems.join("\ntypeline: "));
  const lists = Object.entries(declared?.artifacts ?? {}).filter(([, { isArtifactList }]) => isArtifactList);
  const isList = new Set(lists.map(([name]) => name));
  return {
    parameters,
    artifacts: Object.fromEntries(Object.entries(artifacts).map(([name, paths]) => [name, isList.has(name) ? paths : paths[0]!])),
  };
}

/** `name=value`: what follows the first `=` is the value; `@FILE` stands for a file's content, `@@` for an `@`. */
function readParam(param: string, cwd: string, isArtifact: (name: string) => boolean): readonly [name: string, text: string] {
  const equals = param.indexOf("=");
  if (equals < 1) throw new UsageError(`\`-p ${param}\`: write \`name=value\`.`);
  const [name, text] = [param.slice(0, equals), param.slice(equals + 1)];
  if (text.startsWith("@@")) return [name, text.slice(1)];
  if (!text.startsWith("@")) return [name, text];
  if (isArtifact(name)) throw new UsageError(`\`-p ${param}\`: \`${name}\` is an artifact, which is given as a path, without the \`@\`.`);
  return [name, readText(text.slice(1), cwd, `-p ${param}`)];
}

function readFileOfInputs(file: string, cwd: string): readonly (readonly [string, unknown])[] {
  const read = readParameterFile(readText(file, cwd, `--params ${file}`), file);
  if (read.problem !== undefined) throw new UsageError(read.problem);
  return read.values;
}

function readText(file: string, cwd: string, flag: string): string {
  try {
    return readFileSync(resolve(cwd, file), "utf8");
  } catch (error) {
    throw new UsageError(`\`${flag}\`: the file cannot be read: ${(error as Error).message}`);
  }
}
