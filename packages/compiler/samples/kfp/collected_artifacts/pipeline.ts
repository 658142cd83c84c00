import { Artifact, component, Dataset, Model, pipeline } from "@typeline/dsl";

const splitIds = component(async ({ model_ids }: { model_ids: string }) => model_ids.split(","));
const splitChars = component(async ({ model_ids }: { model_ids: string }) => model_ids.split(","));

const createFile = component(async ({ content }: { content: string }) => ({ file: Artifact.text(content) }));
const createDataset = component(async ({ content }: { content: string }) => ({ data: Dataset.text(content) }));

const readSingleFile = component(async ({ file }: { file: Artifact }) => {
  console.log(await file.text());
  return file.uri;
});

const readDatasets = component(async ({ data }: { data: Dataset[] }) => {
  for (const dataset of data) console.log(`Reading dataset ${dataset.name}: ${await dataset.text()}`);
  return "files read";
});

const readSingleDatasetGenerateModel = component(async ({ data, id }: { data: Dataset; id: string }) => {
  const info = await data.text();
  return { results: Model.text(`${info}-${id}`, { model: info, model_name: `model-artifact-inner-iteration-${info}-${id}` }) };
});

const readModels = component(async ({ models }: { models: Model[] }) => {
  for (const model of models) console.log(`Reading model ${model.name}: ${await model.text()}`, model.metadata);
  return "models read";
});

const singleNodeDag = pipeline(({ char }: { char: string }) => createDataset({ content: char }).data);

const collectingArtifacts = pipeline(({ model_ids = "", model_chars = "" }: { model_ids?: string; model_chars?: string }) => {
  const ids = splitIds({ model_ids });
  const chars = splitChars({ model_ids: model_chars });
  const all: Model[] = [];
  for (const id of ids) {
    const { file } = createFile({ content: id });
    readSingleFile({ file });
    const datasets: Dataset[] = [];
    const models: Model[] = [];
    for (const char of chars) {
      const data = singleNodeDag({ char });
      const { results } = readSingleDatasetGenerateModel({ data, id });
      datasets.push(data);
      models.push(results);
      all.push(results);
    }
    readDatasets({ data: datasets });
    readModels({ models });
  }
  return all;
});

export const collectedArtifactPipeline = pipeline(
  () => {
    readModels({ models: collectingArtifacts({ model_ids: "s1,s2,s3", model_chars: "x,y,z" }) });
  },
  { defaults: { cache: false } },
);
