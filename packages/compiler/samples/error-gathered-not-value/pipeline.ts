import { component, Model, pipeline } from "@typeline/dsl";

const score = component(async ({ rate }: { rate: number }) => ({ loss: rate, rate: rate * 2 }));
const pickBest = component(async ({ models }: { models: Model[] }) => Model.json(models.length));

export const training = pipeline(({ rates }: { rates: number[] }) => {
  const runs = rates.map((rate) => score({ rate }));
  pickBest({ models: runs as never });
});
