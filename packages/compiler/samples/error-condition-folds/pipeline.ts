import { component, Model, pipeline } from "@typeline/dsl";

const train = component(async () => Model.json(1));
const fit = component(async ({ rate }: { rate: number }) => Model.json(rate));

const fast = true;

export const training = pipeline(() => {
  if (fast) train({});
  else fit({ rate: 1 });
});
