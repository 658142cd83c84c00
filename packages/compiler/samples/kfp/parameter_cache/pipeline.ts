import { component, pipeline } from "@typeline/dsl";

const coreComp = component(async () => "foo");

const crustComp = component(async ({ input }: { input: string }) => {
  console.log("input :", input);
});

const core = pipeline(() => coreComp());
const mantle = pipeline(() => core());

export const parameterCachePipeline = pipeline(() => {
  const input = mantle();
  crustComp({ input });
});
