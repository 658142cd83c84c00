import { component, Dataset, pipeline } from "@typeline/dsl";

const makeDataset = component(async ({ text }: { text: string }) => Dataset.text(text, { length: text.length }));

const joinDatasets = component(async ({ datasets }: { datasets: Dataset[] }) => {
  const texts = await Promise.all(datasets.map((dataset) => dataset.text()));
  return Dataset.text(texts.join(""));
});

export const makeAndJoinDatasets = pipeline(({ texts = ["Hello", ",", " ", "world!"] }: { texts?: string[] }) => {
  const datasets = texts.map((text) => makeDataset({ text }));
  return joinDatasets({ datasets });
});
