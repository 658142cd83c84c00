import { component, Model, pipeline, type TaskStatus } from "@typeline/dsl";

const train = component(async () => Model.json(1));
const fit = component(async ({ rate }: { rate: number }) => Model.json(rate));
const notify = component(async ({ status }: { status?: TaskStatus }) => {
  console.log(status);
});

export const training = pipeline(() => {
  try {
    return train({});
  } catch {
    notify({});
  }
  return fit({ rate: 1 });
});
