import { messages } from "@typeline/diagnostics";
import { defineFeature, error } from "../feature.ts";

const unknown = error(
  "it is not implemented",
  "pipeline_spec.proto has it for Vertex AI; argocompiler/argo.go knows containers and importers",
);

export const unsupportedExecutor = defineFeature({
  name: "a resolver or a custom job",
  message: messages.unsupportedExecutor,
  judgements: { kfp: unknown, argo: unknown, local: unknown },
  untargeted: "warning",
  *find(index) {
    for (const { name, component, path } of index.components) {
      const executor = index.executorOf(component);
      const what = executor?.resolver ? "a resolver" : executor?.customJob ? "a custom job" : undefined;
      if (what !== undefined) yield { path, words: { component: name, what } };
    }
  },
});
