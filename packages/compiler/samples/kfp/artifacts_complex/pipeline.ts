import { component, Dataset, type Int, pipeline } from "@typeline/dsl";

const double = component(async ({ num }: { num: Int }) => ({ out_dataset: Dataset.text(`${2 * num}`) }));

const add = component(async ({ in_datasets }: { in_datasets: Dataset[] }) => {
  const texts = await Promise.all(in_datasets.map((dataset) => dataset.text()));
  return { out_dataset: Dataset.text(`${texts.reduce((sum, text) => sum + Number(text), 0)}`) };
});

const addTwoInts = component(async ({ in_dataset1, in_dataset2 }: { in_dataset1: Dataset; in_dataset2: Dataset }) => ({
  out_dataset: Dataset.text(`${Number(await in_dataset1.text()) + Number(await in_dataset2.text())}`),
}));

const addTwoListsOfDatasets = pipeline(
  ({ in_datasets1, in_datasets2 }: { in_datasets1: Dataset[]; in_datasets2: Dataset[] }) =>
    addTwoInts({
      in_dataset1: add({ in_datasets: in_datasets1 }).out_dataset,
      in_dataset2: add({ in_datasets: in_datasets2 }).out_dataset,
    }).out_dataset,
);

export const mathPipeline = pipeline(({ threshold = 2 }: { threshold?: Int }) => {
  const datasets: Dataset[] = [];
  const some: Dataset[] = [];
  for (const x of [1, 2, 3]) {
    datasets.push(double({ num: x }).out_dataset);
    for (const y of [1, 2, 3]) {
      if (y >= threshold) some.push(double({ num: y }).out_dataset);
    }
  }
  return { datasets, sum: addTwoListsOfDatasets({ in_datasets1: datasets, in_datasets2: some }) };
});
