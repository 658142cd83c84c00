import { component, Dataset, importArtifact, Model, pipeline } from "@typeline/dsl";

const use = component(async ({ data, model }: { data: Dataset; model: Model }) => {
  console.log(data.uri, model.uri);
});

export const importers = pipeline(({ uri = "s3://bucket/data.csv" }: { uri?: string }) => {
  const data = importArtifact(Dataset, uri, { reimport: true, metadata: { split: "train", rows: 10 } });
  const model = importArtifact(Model, "s3://bucket/model.json");
  use({ data, model });
});
