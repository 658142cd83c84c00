import { messages } from "@typeline/diagnostics";
import type { DocumentIndex } from "../document-index.ts";
import { defineFeature, error } from "../feature.ts";

const unknownResource = error(
  "a pod cannot ask for it",
  "Kubernetes' `ValidateContainerResourceName`: `cpu`, `memory` or a name with a domain",
);

export const clusterAccelerator = defineFeature({
  name: "an accelerator that is named as a resource of Kubernetes",
  message: messages.clusterAccelerator,
  judgements: {
    vertex: error("accelerators are named by their models", "Vertex AI's `AcceleratorType`: `NVIDIA_TESLA_T4`, `NVIDIA_L4`, …"),
  },
  untargeted: "silent",
  *find(index) {
    for (const accelerator of accelerators(index)) if (accelerator.words.type.includes("/")) yield accelerator;
  },
});

export const modelAccelerator = defineFeature({
  name: "an accelerator that is named by its model",
  message: messages.modelAccelerator,
  judgements: { kfp: unknownResource, argo: unknownResource },
  untargeted: "silent",
  *find(index) {
    for (const accelerator of accelerators(index)) if (!accelerator.words.type.includes("/")) yield accelerator;
  },
});

/** Those whose names are known before a run. */
function* accelerators({ containers }: DocumentIndex) {
  for (const { container, owner, path } of containers) {
    const { resourceType, type } = container.resources?.accelerator ?? {};
    const named = resourceType || type;
    if (!named || named.includes("{{")) continue;
    yield { path: [...path, "resources", "accelerator"], words: { component: owner.name, type: named } };
  }
}
