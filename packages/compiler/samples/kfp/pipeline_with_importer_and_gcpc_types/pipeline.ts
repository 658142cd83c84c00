import { artifact, container, importArtifact, pipeline } from "@typeline/dsl";

class VertexDataset extends artifact("google.VertexDataset") {}

const consumerOp = container<{ dataset: VertexDataset }>(({ dataset }) => ({ image: "dummy", command: ["cmd"], args: [dataset.path] }));

export const pipelineWithImporterAndGcpcType = pipeline(() => {
  const dataset = importArtifact(VertexDataset, "gs://ml-pipeline-playground/shakespeare1.txt", { metadata: { key: "value" } });
  consumerOp({ dataset });
});
