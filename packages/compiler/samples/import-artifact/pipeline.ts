// Artifacts that exist already: by a constant, an input, a task's output, a template; with metadata; imported again each time.
import { artifact, component, Dataset, importArtifact, Model, pipeline } from "@typeline/dsl";

class Index extends artifact("acme.Index") {}

const find = component(async () => "s3://bucket/found");
const use = component(
  async ({ data, model, index }: { data: Dataset[]; model: Model; index: Index }) => `${data.length} ${model.uri} ${index.uri}`,
);

export const importArtifacts = pipeline(({ uri, day = "2026-11-24" }: { uri: string; day?: string }) => {
  const constant = importArtifact(Dataset, "s3://bucket/rows.parquet", { metadata: { split: "train", rows: 10 } });
  const given = importArtifact(Model, uri, { reimport: true, name: "base model" });
  const found = importArtifact(Dataset<string>, find(), { metadata: { day, source: "find" } });
  const built = importArtifact(Index, `s3://bucket/${day}/index`, { after: [given] });
  use({ data: [constant, found], model: given, index: built });
});
