import { messages } from "@typeline/diagnostics";
import { defineFeature, error, note, warning } from "../feature.ts";

export const kubernetesSettings = defineFeature({
  name: "settings for Kubernetes",
  message: messages.kubernetesSettings,
  judgements: {
    vertex: warning("they are dropped", "Vertex AI reads the pipeline's own document only"),
    local: note("they are listed, and ignored", "there is no cluster"),
  },
  untargeted: "silent",
  *find({ document }) {
    const kubernetes = document.platforms?.platforms.kubernetes;
    if (kubernetes !== undefined && Object.keys(kubernetes).length > 0) yield { path: ["platforms", "platforms", "kubernetes"], words: {} };
  },
});

export const runWorkspace = defineFeature({
  name: "a workspace that the tasks of a run share",
  message: messages.runWorkspace,
  judgements: { vertex: error("there is none", "`KubernetesWorkspaceConfig` is of `platforms.kubernetes`, which Vertex AI does not read") },
  untargeted: "silent",
  *find({ document }) {
    if (document.platforms?.platforms.kubernetes?.pipelineConfig?.workspace !== undefined)
      yield { path: ["platforms", "platforms", "kubernetes", "pipelineConfig", "workspace"], words: {} };
  },
});
