import { component, Model, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => Model.json(rate));

export const training = pipeline(({ rates }: { rates: number[] }) => {
  for (const rate of [...rates, 0.5]) fit({ rate });
});
