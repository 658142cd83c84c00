// `pipeline.ts#train`: one component as a pipeline of its own.
import { component, type Dataset, type Int, Model } from "@typeline/dsl";

/** Fits. */
export const train = component(
  async ({ data, epochs = 20 }: { data: Dataset<number[]>; epochs?: Int }) => ({
    model: Model.json(await data.json()),
    loss: 1 / epochs,
  }),
  { memory: "1Gi" },
);
