import { component, Model, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => Model.json(rate));

export const training = pipeline(({ rates }: { rates: number[] }) => {
  rates.forEach((rate, i) => fit({ rate: rate + i }));
});
