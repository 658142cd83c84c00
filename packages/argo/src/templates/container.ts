import type { PipelineContainerSpec } from "@typeline/ir";
import { entries } from "../document.ts";
import { type Protocol, protocolOf } from "../leaf.ts";
import type { Signature, TemplateRequest } from "../lowering.ts";
import type { Artifact, Container, EnvVar, Parameter, Template } from "../manifest.ts";
import { argoName, parameterName } from "../names.ts";
import { inputPath, keyOf, metaOf, OUTPUTS, outputPath, REPORT, REPORT_FILE, TASK_NAME, WORKSPACE } from "../places.ts";
import { BRACE, usesBrace } from "../wire/text.ts";
import { tag } from "../wire/wire.ts";
import { asInterface } from "./dag.ts";
import { KubernetesSettings } from "./kubernetes.ts";
import { memoize } from "./memoize.ts";
import { resources } from "./resources.ts";
import { retryStrategy } from "./retries.ts";
import { Words } from "./words.ts";

/** The volume that outputs are written to. */
const OUTPUT_VOLUME = "typeline-out";

/** A container: the one template that becomes a pod. */
export function containerTemplate(request: TemplateRequest & { readonly container: PipelineContainerSpec }): Signature {
  const { lowering, component, variant, template, container } = request;
  const { source, options } = lowering;
  const protocol = protocolOf(source, component);
  const words = new Words(component, protocol, options.artifactRoot, variant.given);
  const command = (container.command ?? []).flatMap((text) => words.words(text));
  const args = (container.args ?? []).flatMap((text) => words.words(text));
  const env = (container.env ?? []).map(({ name, value = "" }): EnvVar => ({ name, value: words.text(value) }));
  const image = words.code(container.image);
  const settings = new KubernetesSettings(source.kubernetes(component));
  const needs = resources(container.resources, words);
  const outputs = outputInterface(component, protocol);
  const keys = Object.keys(component.outputDefinitions?.artifacts ?? {});
  const braces = [...command, ...args, ...env.map(({ value = "" }) => value)].some(usesBrace) ? [{ name: BRACE, value: "{" }] : [];
  const mounts = [
    ...(outputs ? [{ name: OUTPUT_VOLUME, mountPath: OUTPUTS }] : []),
    ...(source.pipelineConfig.workspace ? [{ name: "workspace", mountPath: WORKSPACE }] : []),
    ...settings.mounts,
  ];
  const volumes = [...(outputs ? [{ name: OUTPUT_VOLUME, emptyDir: {} }] : []), ...settings.volumes];
  const variables = [...braces, ...env, ...settings.env];
  const main: Container = {
    image: image === undefined ? container.image : tag(`replace(${image}, "\\u007b", "")`),
    ...(settings.imagePullPolicy && { imagePullPolicy: settings.imagePullPolicy }),
    ...(command.length > 0 && { command }),
    ...(args.length > 0 && { args }),
    ...(variables.length > 0 && { env: variables }),
    ...(needs.fixed && { resources: needs.fixed }),
    ...(mounts.length > 0 && { volumeMounts: mounts }),
    ...(settings.securityContext && { securityContext: settings.securityContext }),
  };
  const used = words.uses;
  const signature: Signature = {
    template,
    parameters: [...used.parameters].sort(),
    artifacts: Object.keys(component.inputDefinitions?.artifacts ?? {}).filter((name) => used.artifacts.has(name)),
    keys,
    path: false,
    settings: settings.dynamic,
    taskName: used.taskName,
  };
  const patch = settings.patch(needs.dynamic);
  const inputs = inputInterface(signature);
  const retry = retryStrategy(variant.task?.retryPolicy);
  const cache = memoize(request, signature);
  const made: Template = {
    name: template,
    metadata: labelled(request.name, settings.metadata),
    ...(inputs && { inputs }),
    ...(outputs && { outputs }),
    ...(retry && { retryStrategy: retry }),
    ...(cache && { memoize: cache }),
    ...settings.template,
    ...(volumes.length > 0 && { volumes }),
    ...(settings.initContainers.length > 0 && { initContainers: settings.initContainers }),
    ...(patch !== undefined && { podSpecPatch: patch }),
    container: main,
  };
  lowering.define(made);
  return signature;
}

/** Pods say which component they run, for those who look for its logs. */
function labelled(component: string, metadata: Template["metadata"]): NonNullable<Template["metadata"]> {
  return { ...metadata, labels: { "typeline.dev/component": argoName(component.replace(/^comp-/, "")), ...metadata?.labels } };
}

function inputInterface({ parameters, artifacts, keys, settings, taskName }: Signature) {
  const names = [
    ...parameters.map(parameterName),
    ...artifacts.map((name) => metaOf(parameterName(name))),
    ...keys.map((name) => parameterName(keyOf(name))),
    ...settings.map(({ input }) => input),
    ...(taskName ? [TASK_NAME] : []),
  ];
  return asInterface(
    names.map((name) => ({ name })),
    artifacts.map((name): Artifact => ({ name: parameterName(name), optional: true, path: inputPath(parameterName(name)) })),
  );
}

/** What Argo reads from the pod. A file that a component did not write is no mistake: it may have reported the output, or made an artifact of metadata alone. */
function outputInterface(component: TemplateRequest["component"], { reports, files }: Protocol) {
  const parameters = entries(component.outputDefinitions?.parameters).flatMap(([output]): Parameter[] => {
    if (!files.has(output)) return [];
    const name = parameterName(output);
    return [{ name, valueFrom: { path: outputPath(name), ...(reports && { default: "" }) } }];
  });
  const artifacts = Object.keys(component.outputDefinitions?.artifacts ?? {});
  if (reports && parameters.length + artifacts.length === 0 && Object.keys(component.outputDefinitions?.parameters ?? {}).length === 0)
    return undefined;
  return asInterface(
    [...(reports ? [{ name: REPORT, valueFrom: { path: REPORT_FILE, default: "{}" } }] : []), ...parameters],
    artifacts.map((output): Artifact => {
      const name = parameterName(output);
      return {
        name,
        path: outputPath(name),
        optional: true,
        archive: { none: {} },
        s3: { key: `{{inputs.parameters.${parameterName(keyOf(output))}}}` },
      };
    }),
  );
}
