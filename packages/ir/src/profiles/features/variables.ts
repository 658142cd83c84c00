import { messages } from "@typeline/diagnostics";
import { defineFeature, warning } from "../feature.ts";

export const emptyVariable = defineFeature({
  name: "an empty environment variable",
  message: messages.emptyVariable,
  judgements: { vertex: warning("a task with an empty variable is refused", "kubeflow/pipelines#10111") },
  untargeted: "silent",
  *find({ containers }) {
    for (const { container, owner, path } of containers)
      for (const [index, { name, value = "" }] of (container.env ?? []).entries())
        if (value === "") yield { path: [...path, "env", index], words: { component: owner.name, name } };
  },
});
