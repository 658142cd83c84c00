import type { PipelineContainerSpec } from "@typeline/ir";
import { key } from "../expressions/strings.ts";
import type { Signature, TemplateRequest } from "../lowering.ts";
import { encode, tag } from "../wire/wire.ts";
import { input } from "./scope.ts";

/** KFP's two components that have no code: `CreatePVC` and `DeletePVC` of `kfp-kubernetes`, known by their images. */
export function claimAction(container: PipelineContainerSpec | undefined): "create" | "delete" | undefined {
  if (container?.image === "argostub/createpvc") return "create";
  return container?.image === "argostub/deletepvc" ? "delete" : undefined;
}

/**
 * Makes or deletes a volume claim: Argo's `resource` template, in a DAG that writes its manifest (JSON, which is YAML too), since Argo looks at the text of
 * manifests before it replaces what stands in them.
 */
export function claimTemplate({
  lowering,
  component,
  template,
  action,
}: TemplateRequest & { readonly action: "create" | "delete" }): Signature {
  const parameters = Object.keys(component.inputDefinitions?.parameters ?? {});
  const declared = new Set(parameters);
  const value = (name: string) => (declared.has(name) ? `fromJSON(${input(name)})` : "nil");
  const claim = { apiVersion: '"v1"', kind: '"PersistentVolumeClaim"' };
  // `pvc_name` is the claim's name; `pvc_name_suffix` comes behind the run's.
  const name = `(${value("pvc_name")} ?? (workflow.name + (${value("pvc_name_suffix")} ?? "")))`;
  const spec =
    `{"accessModes": ${value("access_modes")} ?? ["ReadWriteOnce"], "storageClassName": ${value("storage_class_name")}, ` +
    `"volumeName": ${value("volume_name")}, "resources": {"requests": {"storage": ${value("size")} } } }`;
  const body = action === "create" ? `, "spec": ${spec}` : "";
  const annotations = action === "create" ? `, "annotations": ${value("annotations")}` : "";
  const manifest = encode(
    `{"apiVersion": ${claim.apiVersion}, "kind": ${claim.kind}, "metadata": {"name": ${name}${annotations} }${body} }`,
  );
  const object = lowering.newName(`${template}-object`);
  lowering.define({
    name: template,
    inputs: { parameters: parameters.map((parameter) => ({ name: parameter })) },
    dag: {
      failFast: false,
      tasks: [{ name: OBJECT, template: object, arguments: { parameters: [{ name: MANIFEST, value: tag(manifest) }] } }],
    },
    ...(action === "create" && {
      outputs: {
        parameters: [{ name: "name", valueFrom: { expression: encode(`tasks${key(OBJECT)}.outputs.parameters${key("name")}`) } }],
      },
    }),
  });
  lowering.define({
    name: object,
    inputs: { parameters: [{ name: MANIFEST }] },
    ...(action === "create" && { outputs: { parameters: [{ name: "name", valueFrom: { jsonPath: "{.metadata.name}" } }] } }),
    resource: { action, manifest: `{{inputs.parameters.${MANIFEST}}}` },
  });
  return { template, parameters, artifacts: [], keys: [], path: false, settings: [], taskName: false };
}

const MANIFEST = "claim--manifest";
const OBJECT = "object";
