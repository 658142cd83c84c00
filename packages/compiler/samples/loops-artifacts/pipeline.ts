// A loop over artifacts: an iterator of artifacts, which Kubeflow and Argo do not have.
import { component, Dataset, pipeline } from "@typeline/dsl";

const shard = component(async ({ index }: { index: number }) => Dataset.json([index]));
const count = component(async ({ data }: { data: Dataset }) => ((await data.json()) as number[]).length);

export const loopsArtifacts = pipeline(({ indexes }: { indexes: number[] }) => {
  const shards = indexes.map((index) => shard({ index }));
  for (const data of shards) count({ data });
});
