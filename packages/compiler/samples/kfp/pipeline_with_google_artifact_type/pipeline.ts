import { artifact, component, importArtifact, pipeline } from "@typeline/dsl";

class VertexModel extends artifact("google.VertexModel") {}
class VertexDataset extends artifact("google.VertexDataset") {}

const modelProducer = component(async () => ({ model: VertexModel.text("my model") }));

const modelConsumer = component(async ({ model, dataset }: { model: VertexModel; dataset: VertexDataset }) => {
  for (const one of [model, dataset]) console.log(one.name, one.uri, one.metadata);
});

export const pipelineWithGoogleTypes = pipeline(() => {
  const { model } = modelProducer();
  const dataset = importArtifact(VertexDataset, "gs://ml-pipeline-playground/shakespeare1.txt", { metadata: { key: "value" } });
  modelConsumer({ model, dataset });
});
