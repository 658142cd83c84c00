// Lists of artifacts are inputs of components, inputs and outputs of pipelines.
import { component, Model, pipeline } from "@typeline/dsl";

const fit = component(async ({ seed }: { seed: number }) => Model.json({ seed }));
const pick = component(async ({ candidates }: { candidates: Model<{ seed: number }>[] }) => candidates[0]!);

const choose = pipeline(({ candidates }: { candidates: Model<{ seed: number }>[] }) => pick({ candidates }));

export const typesArtifactLists = pipeline(() => {
  const [first, second] = [fit({ seed: 1 }), fit({ seed: 2 })];
  pick({ candidates: [first, second] });
  return choose({ candidates: [second, first] });
});
