import { component, Dataset, importArtifact, Model, pipeline } from "@typeline/dsl";

const locate = component(async () => "s3://bucket/labels.csv");

const use = component(async ({ data, labels, model }: { data: Dataset; labels: Dataset; model: Model }) => {
  console.log(data.uri, labels.uri, model.uri);
});

export const importers = pipeline(({ uri = "s3://bucket/data.csv" }: { uri?: string }) => {
  const data = importArtifact(Dataset, uri, { reimport: true, metadata: { split: "train", rows: 10 } });
  const model = importArtifact(Model, "s3://bucket/model.json");
  const labels = importArtifact(Dataset, locate());
  use({ data, labels, model });
});
