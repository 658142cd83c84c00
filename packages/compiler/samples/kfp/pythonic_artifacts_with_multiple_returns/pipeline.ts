import { Artifact, component, Dataset, pipeline } from "@typeline/dsl";

const makeDataset = component(async () => Artifact.text("Hello, world"));

const datasetSplitter = component(async ({ in_dataset }: { in_dataset: Dataset }) => {
  const data = await in_dataset.text();
  const half = Math.floor(data.length / 2);
  const metadata = { original_data: in_dataset.name };
  return { dataset1: Dataset.text(data.slice(0, half), metadata), dataset2: Dataset.text(data.slice(half), metadata) };
});

const splitterPipeline = pipeline(({ in_dataset }: { in_dataset: Dataset }) => {
  const split = datasetSplitter({ in_dataset });
  return { dataset1: split.dataset1, dataset2: split.dataset1 };
});

export const splitDatasetsAndReturnFirst = pipeline(() => splitterPipeline({ in_dataset: makeDataset() as Dataset }).dataset1);
