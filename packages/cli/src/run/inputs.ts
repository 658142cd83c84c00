import { type JsonValue, type PipelineDocument, readInputs } from "@typeline/ir";
import type { RunInputs } from "@typeline/runner";
import { Failure, UsageError } from "../errors.ts";
import type { RunFlags } from "../flags.ts";
import { readRunInputs } from "../run-inputs.ts";

/**
 * The inputs of a run on this machine, as the runner takes them: `-p` and `--params`.
 *
 * @throws UsageError where they are not right
 */
export function givenInputs(document: PipelineDocument, { param = [], params }: RunFlags, cwd: string): RunInputs {
  for (const text of param) {
    const [, name = ""] = /^([^=]+)=@(?!@)/.exec(text) ?? [];
    if (Object.hasOwn(document.spec.root.inputDefinitions?.artifacts ?? {}, name))
      throw new UsageError(`\`-p ${text}\`: \`${name}\` is an artifact, which is given as a path, without the \`@\`.`);
  }
  const { parameters, artifacts } = readRunInputs(document, { p: param, params }, cwd);
  return { parameters, artifacts: withoutLists(document, artifacts) };
}

/**
 * The inputs that an earlier run was given.
 *
 * @throws Failure where the pipeline does not take them any more
 */
export function storedInputs(document: PipelineDocument, stored: Readonly<Record<string, JsonValue>>): RunInputs {
  const { spec, platforms } = document;
  const values = Object.entries(stored);
  const { parameters, artifacts, problems } = readInputs(spec.root.inputDefinitions, platforms?.platforms.typeline?.config?.inputs, {
    values,
  });
  if (problems.length > 0) throw new Failure(`the pipeline no longer takes the inputs of the run: ${problems.join(" ")}`);
  return { parameters, artifacts: withoutLists(document, artifacts) };
}

/** An input that is no list has one artifact. */
function withoutLists(
  { spec }: PipelineDocument,
  artifacts: Readonly<Record<string, readonly string[]>>,
): NonNullable<RunInputs["artifacts"]> {
  const isList = (name: string) => spec.root.inputDefinitions?.artifacts?.[name]?.isArtifactList === true;
  return Object.fromEntries(Object.entries(artifacts).map(([name, paths]) => [name, isList(name) ? paths : paths[0]!]));
}
