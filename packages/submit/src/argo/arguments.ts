import type { JsonObject, JsonValue, PipelineDocument } from "@typeline/ir";
import { SubmitError } from "../http/error.ts";
import { artifactLocation } from "./location.ts";

/** The part of a workflow's `spec` that says what a run is given. */
export interface WorkflowSpec {
  readonly entrypoint?: string;
  readonly arguments?: WorkflowArguments;
  readonly templates?: readonly { readonly name: string; readonly inputs?: { readonly artifacts?: readonly Named[] } }[];
}

export interface WorkflowArguments {
  readonly parameters?: readonly Named[];
  readonly artifacts?: readonly Named[];
}

interface Named {
  readonly name: string;
}

/** The inputs of a run. */
export interface GivenInputs {
  readonly document: PipelineDocument;
  readonly parameters: { readonly [name: string]: JsonValue };
  /** URIs. */
  readonly artifacts?: { readonly [name: string]: readonly string[] } | undefined;
  /** Where the cluster's artifact repository is, as a URI. */
  readonly root?: string | undefined;
}

/**
 * The inputs as the workflows of `@typeline/argo` take them: texts as they are, all else as JSON, artifacts by where they are. `@typeline/argo` may have
 * had to change a name, but keeps the order.
 *
 * @param declares the workflow or template that has the parameters
 * @param own arguments that are kept where nothing else is given
 * @returns what stands under `arguments`; empty where there is nothing
 * @throws SubmitError for what Argo cannot be given
 */
export function workflowArguments(
  given: GivenInputs,
  declares: WorkflowSpec,
  own: WorkflowArguments | undefined,
): { arguments?: WorkflowArguments } {
  const entry = declares.templates?.find(({ name }) => name === declares.entrypoint);
  const parameters = merged(own?.parameters, parametersOf(given, declares.arguments?.parameters ?? []));
  const artifacts = merged(own?.artifacts, artifactsOf(given, entry?.inputs?.artifacts ?? []));
  if (parameters.length === 0 && artifacts.length === 0) return {};
  return { arguments: { ...own, ...(parameters.length > 0 && { parameters }), ...(artifacts.length > 0 && { artifacts }) } };
}

function merged(own: readonly Named[] = [], given: readonly Named[]): Named[] {
  return [...own.filter(({ name }) => !given.some((one) => one.name === name)), ...given];
}

function parametersOf({ document, parameters }: GivenInputs, declared: readonly Named[]): (Named & { readonly value: string })[] {
  return Object.entries(document.spec.root.inputDefinitions?.parameters ?? {}).flatMap(([input, { parameterType }], index) => {
    if (!Object.hasOwn(parameters, input)) return [];
    const value = parameters[input]!;
    const isText = parameterType === "STRING" && typeof value === "string";
    // Argo looks for tags in all that a workflow says, its arguments too (`substituteGlobalVariables` of `workflow/controller/operator.go`).
    if (isText && value.includes("{{"))
      throw new SubmitError(
        "spec",
        `the input \`${input}\` contains \`{{\`, which Argo takes for a tag of its own: give the text in a field of an object, or as an artifact.`,
      );
    return [{ name: declared[index]?.name ?? input, value: isText ? value : JSON.stringify(value).replaceAll("{{", "{\\u007b") }];
  });
}

function artifactsOf({ document, artifacts = {}, root }: GivenInputs, declared: readonly Named[]): (Named & JsonObject)[] {
  return Object.entries(document.spec.root.inputDefinitions?.artifacts ?? {}).flatMap(([input, { isArtifactList }], index) => {
    const [uri, another] = Object.hasOwn(artifacts, input) ? artifacts[input]! : [];
    if (uri === undefined) return [];
    if (isArtifactList || another !== undefined)
      throw new SubmitError("spec", `Argo takes one artifact for an input; \`${input}\` is a list.`);
    // Files lie in the repository as they are: nothing is to be unpacked.
    return [{ name: declared[index]?.name ?? input, archive: { none: {} }, ...artifactLocation(input, uri, root) }];
  });
}
