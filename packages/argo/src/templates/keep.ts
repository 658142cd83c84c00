import type { Signature, TemplateRequest } from "../lowering.ts";
import { parameterName } from "../names.ts";
import { metaOf } from "../places.ts";
import { asInterface } from "./dag.ts";
import { input } from "./scope.ts";

/** `keep` hands its input on: the controller does that, without a pod. */
export function keepTemplate({ lowering, component, template }: TemplateRequest): Signature {
  const parameters = Object.keys(component.inputDefinitions?.parameters ?? {});
  const artifacts = Object.keys(component.inputDefinitions?.artifacts ?? {});
  const names = [...parameters.map(parameterName), ...artifacts.map((name) => metaOf(parameterName(name)))];
  const inputs = asInterface(
    names.map((name) => ({ name })),
    artifacts.map((name) => ({ name: parameterName(name), optional: true })),
  );
  const outputs = asInterface(
    names.map((name) => ({ name, valueFrom: { expression: input(name) } })),
    artifacts.map((name) => ({ name: parameterName(name), optional: true, from: `{{inputs.artifacts.${parameterName(name)}}}` })),
  );
  const made = lowering.define({ name: template, ...(inputs && { inputs }), ...(outputs && { outputs }) });
  made.dag = lowering.nothing();
  return { template, parameters, artifacts, keys: [], path: false, settings: [], taskName: false };
}
