// Lists of artifacts are inputs of components, inputs and outputs of pipelines.
import { component, Model, pipeline } from "@typeline/dsl";

const fit = component(async ({ seed }: { seed: number }) => Model.json({ seed }));
const pick = component(async ({ candidates }: { candidates: Model<{ seed: number }>[] }) => candidates[0]!);

const choose = pipeline(({ candidates }: { candidates: Model<{ seed: number }>[] }) => pick({ candidates }));
const fitTwo = pipeline(() => [fit({ seed: 3 }), fit({ seed: 4 })]);

export const typesArtifactLists = pipeline(({ given }: { given: Model<{ seed: number }>[] }) => {
  const [first, second] = [fit({ seed: 1 }), fit({ seed: 2 })];
  pick({ candidates: given });
  pick({ candidates: [first, second, ...given] });
  choose({ candidates: given });
  pick({ candidates: fitTwo() });
  return choose({ candidates: [second, first] });
});
