import { own } from "../finding.ts";
import type {
  ComponentInputArtifactSpec,
  ComponentInputParameterSpec,
  ComponentInputsSpec,
  JsonObject,
  JsonValue,
} from "../generated/index.ts";
import { suggestion } from "../nearest.ts";
import { checkParameter, explainParameter, parameterWord, parseParameter } from "./parameter.ts";

/** What a user gives for a pipeline's inputs. */
export interface GivenInputs {
  /** Of `-p name=value`, in their order: texts, read by the inputs' own types. */
  readonly texts?: Iterable<readonly [name: string, text: string]> | undefined;
  /** Of `--params`: values. A text of the same name wins. */
  readonly values?: Iterable<readonly [name: string, value: unknown]> | undefined;
}

export interface InputsResult {
  /** What was given; defaults are left to the engine. */
  readonly parameters: { readonly [name: string]: JsonValue };
  /** Paths or URIs as they were given; one for an input that is no list. */
  readonly artifacts: { readonly [name: string]: readonly string[] };
  /** Sentences, each naming its input. Where there are any, the rest is not complete. */
  readonly problems: readonly string[];
}

/**
 * Reads the inputs of a run: each by its own type, every name known, nothing that must be given left out.
 *
 * @param declared `root.inputDefinitions` of the pipeline
 * @param schema `platforms.typeline.config.inputs`, where the document has it
 */
export function readInputs(declared: ComponentInputsSpec | undefined, schema: JsonObject | undefined, given: GivenInputs): InputsResult {
  const { parameters: parameterSpecs = {}, artifacts: artifactSpecs = {} } = declared ?? {};
  const parameters = new Map<string, JsonValue>();
  const artifacts = new Map<string, readonly string[]>();
  const mentioned = new Set<string>();
  const problems: string[] = [];

  const read = (name: string, parse: (definition: ComponentInputParameterSpec) => ReturnType<typeof checkParameter>, value: unknown) => {
    mentioned.add(name);
    const [parameter, artifact] = [own(parameterSpecs, name), own(artifactSpecs, name)];
    if (parameter) {
      const result = parse(parameter);
      if (result.problem) problems.push(explainParameter(result.problem));
      else parameters.set(name, result.value);
    } else if (artifact) {
      const locations = locationsOf(value, artifact);
      if (typeof locations === "string") problems.push(`input \`${name}\`: wanted ${locations}, but got ${JSON.stringify(value)}.`);
      else artifacts.set(name, locations);
    } else {
      const known = [...Object.keys(parameterSpecs), ...Object.keys(artifactSpecs)];
      problems.push(`there is no input \`${name}\`. ${suggestion(name, known)}`);
    }
  };

  for (const [name, text] of given.texts ?? []) {
    if (mentioned.has(name)) problems.push(`input \`${name}\` is given twice.`);
    else read(name, (definition) => parseParameter(name, text, definition, schema), textOfArtifact(text, own(artifactSpecs, name)));
  }
  for (const [name, value] of given.values ?? [])
    if (!mentioned.has(name)) read(name, (definition) => checkParameter(name, value, definition, schema), value);

  const missing = [
    ...Object.entries(parameterSpecs).flatMap(([name, spec]) => (isNeeded(name, spec) ? [`\`${name}\` (${parameterWord(spec)})`] : [])),
    ...Object.entries(artifactSpecs).flatMap(([name, spec]) => (isNeeded(name, spec) ? [`\`${name}\` (${artifactWord(spec)})`] : [])),
  ];
  if (missing.length > 0) problems.push(`${missing.length === 1 ? "an input is" : "inputs are"} missing: ${missing.join(", ")}.`);
  return { parameters: Object.fromEntries(parameters), artifacts: Object.fromEntries(artifacts), problems };

  function isNeeded(name: string, spec: ComponentInputParameterSpec | ComponentInputArtifactSpec): boolean {
    return !mentioned.has(name) && spec.isOptional !== true && !("defaultValue" in spec);
  }
}

/** On a command line, several artifacts are a list in JSON; one is itself. */
function textOfArtifact(text: string, spec: ComponentInputArtifactSpec | undefined): unknown {
  if (!spec?.isArtifactList || !text.trimStart().startsWith("[")) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Where the artifacts are, or in words what was wanted. */
function locationsOf(value: unknown, spec: ComponentInputArtifactSpec): readonly string[] | string {
  const list = spec.isArtifactList && Array.isArray(value) ? value : [value];
  return list.every((item) => typeof item === "string" && item !== "" && !item.trimStart().startsWith("[")) ? list : artifactWord(spec);
}

function artifactWord({ artifactType, isArtifactList }: ComponentInputArtifactSpec): string {
  const title = artifactType.schemaTitle ?? "system.Artifact";
  return isArtifactList ? `a list of paths or URIs of ${title}, as JSON` : `the path or URI of a ${title}`;
}
