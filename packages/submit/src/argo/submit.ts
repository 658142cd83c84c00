import type { JsonValue, PipelineDocument } from "@typeline/ir";
import { engineName, requestKey } from "../digest.ts";
import { SubmitError } from "../http/error.ts";
import { runOptions } from "../schedule.ts";
import type { ArgoEngine, KubernetesObject } from "./engine.ts";

/** What is to run on Argo, and how. */
export interface ArgoSubmission {
  readonly document: PipelineDocument;
  /** What `@typeline/argo` makes of it: the template that the run refers to last of its kind, what it needs before it. */
  readonly manifests: readonly KubernetesObject[];
  readonly parameters: { readonly [name: string]: JsonValue };
  readonly runName?: string | undefined;
  readonly requestId?: string | undefined;
  readonly serviceAccount?: string | undefined;
}

/** Names of pods are made of the workflow's, a template's and a hash; Kubernetes takes 63 characters. */
const longestName = 45;

/** Applies the pipeline's templates, and starts a workflow of them. */
export async function submitArgoRun(argo: ArgoEngine, submission: ArgoSubmission): Promise<{ readonly workflow: string }> {
  const { document, manifests, runName, requestId } = submission;
  const { name: pipeline, displayName } = document.spec.pipelineInfo;
  const ready = manifests.filter(({ kind }) => kind !== "Workflow" && kind !== "CronWorkflow");
  const [whole] = manifests.filter(({ kind }) => kind === "Workflow");
  const template = ready.findLast(({ kind }) => kind === "WorkflowTemplate");
  if (whole === undefined && template === undefined) throw new Error("There is neither a workflow nor a template to run.");
  const name = engineName(pipeline, requestKey(requestId), longestName);
  const serviceAccount = submission.serviceAccount ?? runOptions(document).serviceAccount;
  const spec = (whole?.spec ?? { workflowTemplateRef: { name: template?.metadata.name } }) as Spec;
  const given = argumentsOf(submission, ((whole ?? template)?.spec as Spec | undefined)?.arguments?.parameters ?? []);
  const kept = (spec.arguments?.parameters ?? []).filter(({ name: own }) => !given.some((parameter) => parameter.name === own));
  const parameters = [...kept, ...given];
  for (const object of ready) await argo.apply(object);
  await argo.create({
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Workflow",
    ...whole,
    metadata: named(whole, name, runName ?? displayName),
    spec: {
      ...spec,
      ...(parameters.length > 0 && { arguments: { ...spec.arguments, parameters } }),
      ...(serviceAccount !== undefined && { serviceAccountName: serviceAccount }),
    },
  });
  return { workflow: name };
}

/** Applies the pipeline's templates, and its schedule. */
export async function installArgoSchedule(
  argo: ArgoEngine,
  submission: Pick<ArgoSubmission, "document" | "manifests" | "parameters">,
): Promise<{ readonly id: string }> {
  const { document, manifests } = submission;
  const cron = manifests.find(({ kind }) => kind === "CronWorkflow");
  if (cron === undefined) throw new SubmitError("spec", `the pipeline \`${document.spec.pipelineInfo.name}\` has no schedule.`);
  for (const object of manifests) if (object.kind !== "Workflow" && object !== cron) await argo.apply(object);
  const spec = cron.spec as { readonly workflowSpec?: Spec };
  const declared = (manifests.findLast(({ kind }) => kind === "WorkflowTemplate")?.spec as Spec | undefined)?.arguments?.parameters;
  const given = argumentsOf(submission, declared ?? []);
  const own = spec.workflowSpec?.arguments?.parameters ?? [];
  const parameters = [...own.filter(({ name }) => !given.some((parameter) => parameter.name === name)), ...given];
  const workflowSpec = { ...spec.workflowSpec, ...(parameters.length > 0 && { arguments: { parameters } }) };
  await argo.apply({ ...cron, spec: { ...spec, workflowSpec } });
  return { id: cron.metadata.name ?? "" };
}

/** A manifest's metadata with a name of its own, and a title that Argo's UI shows in its place; no tag of Argo may stand in that. */
function named(
  whole: KubernetesObject | undefined,
  name: string,
  title: string | undefined,
): KubernetesObject["metadata"] & { readonly name: string } {
  const { generateName: _, annotations, ...metadata } = whole?.metadata ?? {};
  const all = { ...annotations, ...(title && { "workflows.argoproj.io/title": title.replaceAll("{{", "{ {") }) };
  return { ...metadata, name, ...(Object.keys(all).length > 0 && { annotations: all }) };
}

interface Spec {
  readonly arguments?: { readonly parameters?: readonly { readonly name: string }[] };
}

/**
 * The inputs as the workflows of `@typeline/argo` take their arguments: texts as they are, all else as JSON.
 *
 * @param declared the workflow's own parameters, those of the pipeline's inputs first and in their order
 * @throws SubmitError for a text that Argo would not leave as it is
 */
function argumentsOf(
  { document, parameters }: Pick<ArgoSubmission, "document" | "parameters">,
  declared: readonly { readonly name: string }[],
): { name: string; value: string }[] {
  const inputs = Object.entries(document.spec.root.inputDefinitions?.parameters ?? {});
  return inputs.flatMap(([input, { parameterType }], index) => {
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
