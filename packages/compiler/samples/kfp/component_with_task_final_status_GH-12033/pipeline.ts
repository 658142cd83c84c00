import { component, pipeline, type TaskStatus } from "@typeline/dsl";

const exitComp = component(async ({ status }: { status?: TaskStatus }) => {
  console.log(status);
});

export const exitPipeline = pipeline(
  ({ status }: { status?: TaskStatus }) => {
    exitComp({ status });
  },
  { name: "exit-comp" },
);
