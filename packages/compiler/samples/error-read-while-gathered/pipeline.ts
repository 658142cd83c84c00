import { component, Model, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => Model.json(rate));
const pickBest = component(async ({ models }: { models: Model[] }) => Model.json(models.length));

export const training = pipeline(({ rates }: { rates: number[] }) => {
  const models: Model[] = [];
  for (const rate of rates) {
    models.push(fit({ rate }));
    pickBest({ models });
  }
});
