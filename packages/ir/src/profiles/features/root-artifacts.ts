import { messages } from "@typeline/diagnostics";
import type { DocumentIndex } from "../document-index.ts";
import { defineFeature, error, note, type Place } from "../feature.ts";

const source = "backend/api/v2beta1/runtime_config.proto has parameters only";
const onArgo = note("the run must say where the artifact is stored", "Argo's `spec.arguments.artifacts`");

export const rootArtifact = defineFeature({
  name: "an artifact input of the pipeline",
  message: messages.rootArtifactInput,
  judgements: { kfp: error("a run is started with parameters only", source), argo: onArgo },
  untargeted: "silent",
  find: (index) => rootArtifacts(index, false),
});

export const optionalRootArtifact = defineFeature({
  name: "an optional artifact input of the pipeline",
  message: messages.optionalRootArtifact,
  judgements: { kfp: note("a run is started with parameters only, so it is always absent", source), argo: onArgo },
  untargeted: "silent",
  find: (index) => rootArtifacts(index, true),
});

function* rootArtifacts({ document }: DocumentIndex, optional: boolean): Generator<Place<{ input: string }>> {
  for (const [input, { isOptional = false }] of Object.entries(document.spec.root.inputDefinitions?.artifacts ?? {}))
    if (isOptional === optional) yield { path: ["spec", "root", "inputDefinitions", "artifacts", input], words: { input } };
}
