import { component, type Dataset, pipeline } from "@typeline/dsl";

const describe = component(async ({ data }: { data: Dataset }) => {
  console.log(data.name);
  console.log(data.uri);
  console.log(data.metadata);
});

export const inputArtifact = pipeline(({ data }: { data: Dataset }) => {
  describe({ data });
});
