import { component, type Int, pipeline } from "@typeline/dsl";

const coreComp = component(async (): Promise<Int> => 1);

const crustComp = component(async ({ x, y }: { x: Int; y: Int }) => {
  console.log("sum :", x + y);
});

const core = pipeline(() => coreComp());
const mantle = pipeline(() => core());

export const mixedParametersPipeline = pipeline(
  () => {
    crustComp({ x: 2, y: mantle() });
  },
  { defaults: { cache: false } },
);
