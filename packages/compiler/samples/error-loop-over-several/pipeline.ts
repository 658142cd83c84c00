import { component, Model, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => Model.json(rate));
const score = component(async ({ rate }: { rate: number }) => ({ loss: rate, rate: rate * 2 }));

export const training = pipeline(({ rates }: { rates: number[] }) => {
  const runs = rates.map((rate) => score({ rate }));
  runs.map((run) => fit({ rate: run.loss + run.rate }));
});
