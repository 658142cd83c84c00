import { messages } from "@typeline/diagnostics";
import { entries } from "../document.ts";
import type { Lowering } from "../lowering.ts";
import type { Manifest, Template } from "../manifest.ts";
import { fitted, parameterName } from "../names.ts";
import { shareBundles } from "./bundles.ts";
import { bytesOf, divide } from "./parts.ts";
import { mainTemplate } from "./root.ts";
import { runOptions, workflowSpec } from "./spec.ts";

const apiVersion = "argoproj.io/v1alpha1";
/** Longest names: a workflow's is a label's value, and a CronWorkflow's is followed by a time. */
const longest = { template: 63, cron: 52 };

/** The manifests of a pipeline: the one that runs, first those that it calls. */
export function manifestsOf(lowering: Lowering): Manifest[] {
  const { document } = lowering.source;
  const { name: pipeline, displayName, description } = document.spec.pipelineInfo;
  const { kind = "WorkflowTemplate" } = lowering.options;
  if (kind === "Workflow") refuseArtifacts(lowering);
  const main = mainTemplate(lowering);
  const templates = [main, ...lowering.templates];
  const bundles = shareBundles(templates);
  const spec = workflowSpec(lowering);
  if (bundles.length > 0) {
    const given = (spec["arguments"] ?? {}) as { parameters?: object[] };
    spec["arguments"] = { ...given, parameters: [...(given.parameters ?? []), ...bundles] };
  }
  const name = fitted(pipeline, longest.template);
  const partName = (part: number) => (part === 0 ? name : fitted(`${pipeline}-part-${part + 1}`, longest.template));
  const labels = { "typeline.dev/pipeline": name };
  const annotations = {
    ...((displayName ?? pipeline) !== "" && { "workflows.argoproj.io/title": displayName ?? pipeline }),
    ...(description && { "workflows.argoproj.io/description": description }),
  };
  const parts = divide(lowering, templates, partName, bytesOf(spec));
  const others = parts.slice(1).map((part, index): Manifest => templateManifest(partName(index + 1), labels, { templates: part }));
  const first = { ...spec, templates: parts[0]! };
  const metadata = kind === "Workflow" ? { generateName: `${fitted(pipeline, longest.template - 6)}-` } : { name };
  const own: Manifest = { apiVersion, kind, metadata: { ...metadata, labels, annotations: safe(annotations) }, spec: first };
  return [...others, own, ...cron(lowering, name, labels)];
}

function refuseArtifacts({ source, problems }: Lowering): void {
  for (const [name, { isOptional }] of entries(source.document.spec.root.inputDefinitions?.artifacts))
    if (!isOptional)
      problems.report(messages.argoWorkflowKind({ what: `takes the artifact \`${name}\`` }), [
        "spec",
        "root",
        "inputDefinitions",
        "artifacts",
        name,
      ]);
}

function templateManifest(name: string, labels: Record<string, string>, spec: { templates: readonly Template[] }): Manifest {
  return { apiVersion, kind: "WorkflowTemplate", metadata: { name, labels }, spec };
}

/** Argo would take braces in a title or description for its own. */
function safe(annotations: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(annotations).map(([name, text]) => [name, text.replaceAll("{{", "{ {")]));
}

function cron(lowering: Lowering, template: string, labels: Record<string, string>): Manifest[] {
  const { schedule } = runOptions(lowering);
  if (schedule === undefined) return [];
  if (lowering.options.kind === "Workflow") {
    lowering.problems.report(messages.argoWorkflowKind({ what: "has a schedule" }), ["spec", "pipelineInfo", "name"]);
    return [];
  }
  const { cron: text, timezone = "Etc/UTC", inputs = {}, maxConcurrent } = schedule;
  const types = lowering.source.document.spec.root.inputDefinitions?.parameters ?? {};
  const parameters = Object.entries(inputs).map(([input, value]) => ({
    name: parameterName(input),
    value: types[input]?.parameterType === "STRING" && typeof value === "string" ? value : JSON.stringify(value),
  }));
  return [
    {
      apiVersion,
      kind: "CronWorkflow",
      metadata: { name: fitted(template, longest.cron), labels },
      spec: {
        schedules: [text],
        timezone,
        concurrencyPolicy: maxConcurrent === 1 ? "Forbid" : "Allow",
        workflowSpec: { workflowTemplateRef: { name: template }, ...(parameters.length > 0 && { arguments: { parameters } }) },
      },
    },
  ];
}
