import { component, Dataset, pipeline } from "@typeline/dsl";

const coreComp = component(async () => ({ dataset: Dataset.text("foo") }));

const crustComp = component(async ({ input }: { input: Dataset }) => {
  console.log("input: ", await input.text());
});

const core = pipeline(() => coreComp().dataset);
const mantle = pipeline(() => core());

export const artifactPipeline = pipeline(
  () => {
    crustComp({ input: mantle() });
  },
  { defaults: { cache: false } },
);
