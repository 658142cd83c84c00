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
  const template = ready.findLast(({ kind }) => kind === "WorkflowTemplate")?.metadata.name;
  if (whole === undefined && template === undefined) throw new Error("There is neither a workflow nor a template to run.");
  const name = engineName(pipeline, requestKey(requestId), longestName);
  const serviceAccount = submission.serviceAccount ?? runOptions(document).serviceAccount;
  const spec = (whole?.spec ?? { workflowTemplateRef: { name: template } }) as { arguments?: { parameters?: readonly { name: string }[] } };
  const given = Object.entries(submission.parameters).map(([parameter, value]) => ({ name: parameter, value: argumentText(value) }));
  const kept = (spec.arguments?.parameters ?? []).filter((parameter) => !Object.hasOwn(submission.parameters, parameter.name));
  const parameters = [...kept, ...given];
  for (const object of ready) await argo.apply(object);
  await argo.create({
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Workflow",
    ...whole,
    metadata: { ...whole?.metadata, name, annotations: titled(whole, runName ?? displayName), generateName: undefined },
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
  { document, manifests }: Pick<ArgoSubmission, "document" | "manifests">,
): Promise<{ readonly id: string }> {
  const cron = manifests.find(({ kind }) => kind === "CronWorkflow");
  if (cron === undefined) throw new SubmitError("spec", `the pipeline \`${document.spec.pipelineInfo.name}\` has no schedule.`);
  for (const object of manifests) if (object.kind !== "Workflow" && object !== cron) await argo.apply(object);
  await argo.apply(cron);
  return { id: cron.metadata.name ?? "" };
}

/** What Argo's UI shows in place of the name. */
function titled(whole: KubernetesObject | undefined, title: string | undefined): Record<string, string> | undefined {
  const annotations = {
    ...(whole?.metadata["annotations"] as Record<string, string> | undefined),
    ...(title && { "workflows.argoproj.io/title": title }),
  };
  return Object.keys(annotations).length > 0 ? annotations : undefined;
}

/**
 * A value as the workflows of `@typeline/argo` take their arguments: JSON text, texts too, with no `{{` that Argo would replace and no `$`
 * that the kubelet would.
 */
function argumentText(value: JsonValue): string {
  return JSON.stringify(value).replaceAll("{{", "{\\u007b").replaceAll("$", "\\u0024");
}
