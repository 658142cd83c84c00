import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type JsonValue, type PipelineDocument, readInputs, readParameterFile } from "@typeline/ir";
import { UsageError } from "./errors.ts";

/** How the inputs of a run are given on the command line. */
export interface InputFlags {
  /** `-p`: `name=value`, as often as there are inputs. */
  readonly p?: readonly string[] | undefined;
  /** `--params`: a file of YAML or JSON. */
  readonly params?: string | undefined;
  /** What stands in for inputs that neither of them gives. */
  readonly fallback?: Readonly<Record<string, JsonValue>> | undefined;
}

/** The inputs of a run, read and checked. */
export interface RunInputs {
  readonly parameters: { readonly [name: string]: JsonValue };
  /** URIs, and absolute paths of what was given as a path; one for an input that is no list. */
  readonly artifacts: { readonly [name: string]: readonly string[] };
}

/**
 * Reads `-p` and `--params` by the types of the pipeline's own inputs. `-p name=@FILE` takes the content of a file, `@@` stands for an `@`.
 * Relative paths start at `cwd`.
 *
 * @throws UsageError that names every problem: a wrong value, an unknown name, what is missing
 */
export function readRunInputs({ spec, platforms }: PipelineDocument, flags: InputFlags, cwd: string): RunInputs {
  const { parameters, artifacts, problems } = readInputs(spec.root.inputDefinitions, platforms?.platforms.typeline?.config?.inputs, {
    texts: (flags.p ?? []).map((text) => assignment(text, cwd)),
    values: [...(flags.params === undefined ? [] : parameterFile(flags.params, cwd)), ...Object.entries(flags.fallback ?? {})],
  });
  if (problems.length > 0)
    throw new UsageError(
      problems.length === 1 ? problems[0] : `the inputs are not right:\n${problems.map((problem) => `  ${problem}`).join("\n")}`,
    );
  const located = Object.entries(artifacts).map(([name, list]) => [name, list.map((location) => locate(location, cwd))] as const);
  return { parameters, artifacts: Object.fromEntries(located) };
}

function assignment(text: string, cwd: string): readonly [name: string, text: string] {
  const equals = text.indexOf("=");
  if (equals < 1) throw new UsageError(`\`-p ${text}\`: write \`-p name=value\`.`);
  const [name, value] = [text.slice(0, equals), text.slice(equals + 1)];
  if (value.startsWith("@@")) return [name, value.slice(1)];
  return [name, value.startsWith("@") ? readText(value.slice(1), `-p ${name}=${value}`, cwd) : value];
}

function parameterFile(file: string, cwd: string) {
  const { values, problem } = readParameterFile(readText(file, `--params ${file}`, cwd), file);
  if (problem !== undefined) throw new UsageError(`--params: ${problem}`);
  return values;
}

function readText(file: string, flag: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`\`${flag}\`: ${code === "ENOENT" ? "there is no such file" : message}.`);
  }
}

function locate(location: string, cwd: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(location) ? location : resolve(cwd, location);
}
