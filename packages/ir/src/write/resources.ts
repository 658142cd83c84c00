import type { PipelineDocument } from "../document.ts";
import { versionName } from "./version.ts";
import { hasPlatforms } from "./write.ts";
import { writeYaml } from "./yaml.ts";

/** An object of Kubernetes as YAML. */
export interface ResourceText {
  readonly kind: "Pipeline" | "PipelineVersion" | "ConfigMap";
  readonly name: string;
  readonly text: string;
}

/** A config map that holds files. */
export interface ConfigMapContent {
  readonly name: string;
  /** Base64, by the names of files. */
  readonly files: { readonly [name: string]: string };
}

const labels = { "app.kubernetes.io/managed-by": "typeline" };

/**
 * A pipeline as KFP's resources for Kubernetes (`pipelines.kubeflow.org/v2beta1`, `backend/src/crd/kubernetes/v2beta1`): a `Pipeline`, and a
 * `PipelineVersion` whose name is made of its content. KFP lets nobody change a version, so what changes is a new one.
 *
 * @param namespace where they are to be; left to who applies them where there is none
 */
export function writePipelineResources(
  document: PipelineDocument,
  namespace?: string | undefined,
): readonly [pipeline: ResourceText, version: ResourceText] {
  const { name, displayName, description } = document.spec.pipelineInfo;
  const version = versionName(document);
  const words = { ...(displayName && { displayName }), ...(description && { description }) };
  const place = (own: string) => ({ name: own, ...(namespace !== undefined && { namespace }), labels });
  const apiVersion = "pipelines.kubeflow.org/v2beta1";
  // KFP makes a version's name so too where it stores what is uploaded (`pipeline_version_name.go`).
  const objectName = `${name}-${version}`;
  const pipeline = { apiVersion, kind: "Pipeline", metadata: place(name), spec: words };
  const head = {
    apiVersion,
    kind: "PipelineVersion",
    metadata: place(objectName),
    spec: { ...words, pipelineName: name, versionName: version },
  };
  return [
    { kind: "Pipeline", name, text: writeYaml(undefined, pipeline) },
    {
      kind: "PipelineVersion",
      name: objectName,
      text: [
        writeYaml(undefined, head),
        nested("pipelineSpec", "PipelineSpec", document.spec),
        ...(hasPlatforms(document) ? [nested("platformSpec", "PlatformSpec", document.platforms)] : []),
      ].join(""),
    },
  ];
}

/** A config map whose name says what is in it, so that it is never changed. */
export function writeConfigMap({ name, files }: ConfigMapContent, namespace?: string | undefined): ResourceText {
  const metadata = { name, ...(namespace !== undefined && { namespace }), labels };
  return {
    kind: "ConfigMap",
    name,
    text: writeYaml(undefined, { apiVersion: "v1", binaryData: files, immutable: true, kind: "ConfigMap", metadata }),
  };
}

/** A message below `spec`, which stands at the end of the object. Empty lines, of texts, stay empty. */
function nested(field: string, message: string, value: object): string {
  return `  ${field}:\n${writeYaml(message, value).replaceAll(/^(?=.)/gm, "    ")}`;
}
