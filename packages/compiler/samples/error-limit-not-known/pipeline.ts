import { component, type Int, Model, parallel, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => Model.json(rate));

export const training = pipeline(({ rates, limit }: { rates: number[]; limit: Int }) => {
  for (const rate of parallel(rates, { limit })) fit({ rate });
  for (const rate of parallel(rates, { limit: 0 })) fit({ rate });
});
