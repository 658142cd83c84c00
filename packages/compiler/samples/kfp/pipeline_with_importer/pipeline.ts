import { component, Dataset, importArtifact, Model, pipeline } from "@typeline/dsl";

const train = component(async ({ dataset }: { dataset: Dataset }) => {
  const data = await dataset.text();
  console.log("Dataset:", data);
  return { scalar: "123" as string, model: Model.text(`My model trained using data: ${data}`) };
});

export const pipelineWithImporter = pipeline(({ dataset2 = "gs://ml-pipeline-playground/shakespeare2.txt" }: { dataset2?: string }) => {
  const first = importArtifact(Dataset, "gs://ml-pipeline-playground/shakespeare1.txt", { metadata: { key: "value" } });
  const { scalar } = train({ dataset: first });
  if (scalar === "123") train({ dataset: importArtifact(Dataset, dataset2, { reimport: true }) });
});
