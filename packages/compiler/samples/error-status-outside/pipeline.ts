import { component, Model, pipeline, type TaskStatus, taskStatus } from "@typeline/dsl";

const train = component(async () => Model.json(1));
const notify = component(async ({ status }: { status?: TaskStatus }) => {
  console.log(status);
});

export const training = pipeline(() => {
  train({});
  notify({ status: taskStatus() });
});
