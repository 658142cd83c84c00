import { messages } from "@typeline/diagnostics";
import { own } from "../../finding.ts";
import type { PipelineContainerSpec } from "../../generated/index.ts";
import { parseTemplate } from "../../placeholders/template.ts";
import { defineFeature, error, warning } from "../feature.ts";

export const placeholderInEnv = defineFeature({
  name: "a placeholder in an environment variable",
  message: messages.placeholderInEnv,
  judgements: {
    kfp: error("it is not replaced", "driver/driver.go: `initPodSpecPatch` copies `env` as it is"),
    vertex: warning("the task fails where the value is empty", "kubeflow/pipelines#10111"),
  },
  untargeted: "warning",
  *find({ containers }) {
    for (const { container, owner, path } of containers)
      for (const [index, { name, value = "" }] of (container.env ?? []).entries())
        if (parseTemplate(value).some((part) => typeof part !== "string"))
          yield { path: [...path, "env", index, "value"], at: "value", words: { variable: name, component: owner.name } };
  },
});

export const numericMachineField = defineFeature({
  name: "a resource or an image taken from an input that is not a STRING",
  message: messages.numericMachineField,
  judgements: {
    kfp: error("it is taken for an empty text", "driver/driver.go: `resolvePodSpecInputRuntimeParameter` reads `GetStringValue`"),
  },
  untargeted: "warning",
  *find(index) {
    for (const { name, component, path } of index.components) {
      const container = index.executorOf(component)?.container;
      for (const [field, value] of container === undefined ? [] : machineFields(container))
        for (const part of parseTemplate(value)) {
          if (typeof part === "string" || part.kind !== "inputParameter") continue;
          const input = own(component.inputDefinitions?.parameters, part.name);
          if (input !== undefined && input.parameterType !== "STRING")
            yield {
              path: [...path, "inputDefinitions", "parameters", part.name],
              words: { field, component: name, input: part.name },
            };
        }
    }
  },
});

/** The fields that say what a container runs on, by name. */
function machineFields({ image, resources }: PipelineContainerSpec): [field: string, value: string][] {
  const { accelerator, ...amounts } = resources ?? {};
  return Object.entries({ image, ...amounts, ...accelerator }).filter((field): field is [string, string] => typeof field[1] === "string");
}
