import { component, Model, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => Model.json(rate));

export const training = pipeline(({ rates }: { rates: number[] }) => {
  let last = fit({ rate: 1 });
  for (const rate of rates) last = fit({ rate });
  return last;
});
