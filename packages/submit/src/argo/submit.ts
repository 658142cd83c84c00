import { engineName, requestKey } from "../digest.ts";
import { SubmitError } from "../http/error.ts";
import { runOptions } from "../schedule.ts";
import { type GivenInputs, type WorkflowSpec, workflowArguments } from "./arguments.ts";
import type { ArgoEngine, KubernetesObject } from "./engine.ts";

/** What is to run on Argo, and how. */
export interface ArgoSubmission extends GivenInputs {
  /** What `@typeline/argo` makes of it: the template that the run refers to last of its kind, what it needs before it. */
  readonly manifests: readonly KubernetesObject[];
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
  const spec = (whole?.spec ?? { workflowTemplateRef: { name: template?.metadata.name } }) as WorkflowSpec;
  const given = workflowArguments(submission, (whole ?? template)?.spec as WorkflowSpec, spec.arguments);
  for (const object of ready) await argo.apply(object);
  await argo.create({
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Workflow",
    ...whole,
    metadata: named(whole, name, runName ?? displayName),
    spec: {
      ...spec,
      ...given,
      ...(serviceAccount !== undefined && { serviceAccountName: serviceAccount }),
    },
  });
  return { workflow: name };
}

/** Applies the pipeline's templates, and its schedule. */
export async function installArgoSchedule(
  argo: ArgoEngine,
  submission: GivenInputs & Pick<ArgoSubmission, "manifests">,
): Promise<{ readonly id: string }> {
  const { document, manifests } = submission;
  const cron = manifests.find(({ kind }) => kind === "CronWorkflow");
  if (cron === undefined) throw new SubmitError("spec", `the pipeline \`${document.spec.pipelineInfo.name}\` has no schedule.`);
  const spec = cron.spec as { readonly workflowSpec?: WorkflowSpec };
  const template = manifests.findLast(({ kind }) => kind === "WorkflowTemplate");
  const given = workflowArguments(submission, (template?.spec ?? {}) as WorkflowSpec, spec.workflowSpec?.arguments);
  for (const object of manifests) if (object.kind !== "Workflow" && object !== cron) await argo.apply(object);
  await argo.apply({ ...cron, spec: { ...spec, workflowSpec: { ...spec.workflowSpec, ...given } } });
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
