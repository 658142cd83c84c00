import { messages } from "@typeline/diagnostics";
import { defineFeature, error } from "../feature.ts";

export const artifactLoop = defineFeature({
  name: "a loop over a list of artifacts",
  message: messages.artifactIterator,
  judgements: {
    kfp: error("artifact iterators are refused", "kubeflow/pipelines#12033; driver/resolve.go: `artifact iterator not implemented yet`"),
    argo: error("its loops repeat over parameters only", "Argo's `withParam` and `withItems`"),
  },
  untargeted: "warning",
  *find({ tasks }) {
    for (const { task, taskName, taskPath } of tasks)
      if (task.artifactIterator !== undefined) yield { path: [...taskPath, "artifactIterator"], words: { task: taskName } };
  },
});
