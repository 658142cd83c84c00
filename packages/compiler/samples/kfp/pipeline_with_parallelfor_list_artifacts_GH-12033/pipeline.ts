import { Artifact, component, Dataset, pipeline } from "@typeline/dsl";

const printArtifactName = component(async ({ artifact }: { artifact: Artifact }) => {
  console.log(artifact.name);
  return artifact.name;
});

const makeArtifact = component(async ({ data }: { data: string }) => Artifact.text(data, { length: data.length }));
const makeDataset = component(async ({ data }: { data: string }) => Dataset.text(data, { length: data.length }));

const makeArtifacts = pipeline(({ texts = ["Hello", ",", " ", "world!"] }: { texts?: string[] }) =>
  texts.map((data) => makeArtifact({ data })),
);

const makeDatasets = pipeline(({ texts = ["Hello", ",", " ", "world!"] }: { texts?: string[] }) =>
  texts.map((data) => makeDataset({ data })),
);

export const pipelineParallelforArtifacts = pipeline(() => {
  for (const artifact of makeArtifacts()) printArtifactName({ artifact });
  for (const artifact of makeDatasets()) printArtifactName({ artifact });
});
