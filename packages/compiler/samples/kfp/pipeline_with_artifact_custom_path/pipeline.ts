import { component, Dataset, pipeline } from "@typeline/dsl";

const componentOutputArtifact = component(async () => ({ out_dataset: Dataset.text("Hello, World!") }), { cache: false });

const validateInputArtifact = component(async ({ in_dataset }: { in_dataset: Dataset }) => {
  const content = await in_dataset.text();
  if (content !== "Hello, World!") throw new Error(`File content is ${content} but should be 'Hello, World!'.`);
  return true;
});

/** pipeline with artifact with custom path */
export const pipelineWithCustomPathArtifact = pipeline(() => {
  const { out_dataset } = componentOutputArtifact();
  validateInputArtifact({ in_dataset: out_dataset });
});
