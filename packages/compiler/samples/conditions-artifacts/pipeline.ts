// Metadata of an artifact in conditions: a key may be missing, so that each is asked for first.
import { component, Metrics, Model, pipeline } from "@typeline/dsl";

const evaluate = component(async () => ({ scores: Metrics.of({ auc: 0.9, loss: 0.1 }), model: Model.json(1) }));
const deploy = component(async ({ model }: { model: Model }) => {
  await model.json();
});

export const conditionsArtifacts = pipeline(({ best = 0.8 }: { best?: number }) => {
  const { scores, model } = evaluate();
  if (scores.metadata.auc > best && scores.metadata.loss < 0.5) deploy({ model });
  if (model.metadata["kind"] === "tree") deploy({ model }, { name: "deploy-tree" });
});
