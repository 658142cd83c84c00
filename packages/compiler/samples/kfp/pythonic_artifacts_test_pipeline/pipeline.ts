import { component, Dataset, Model, pipeline } from "@typeline/dsl";

const genData = component(async () => Dataset.text("some data", { length: "some data".length }), { cache: false });

const trainModel = component(
  async ({ dataset }: { dataset: Dataset }) => {
    const lines = await dataset.text();
    if (lines.length !== dataset.metadata.length) throw new Error("The metadata does not fit the data.");
    return Model.text("model trained");
  },
  { cache: false },
);

export const pythonicArtifactsTest = pipeline(() => {
  trainModel({ dataset: genData() });
});
