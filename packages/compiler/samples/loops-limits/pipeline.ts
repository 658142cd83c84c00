// `parallel`: how many iterations run at once; `unroll` makes a copy of the body for each item.
import { component, parallel, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);
const log = component(async ({ rate }: { rate: number }) => {
  console.log(rate);
});

export const loopsLimits = pipeline(({ rates }: { rates: number[] }) => {
  for (const rate of parallel(rates, { limit: 4 })) fit({ rate });
  parallel([0.1, 0.2], { limit: 1 }).map((rate) => log({ rate }));
  for (const rate of parallel([0.5, 0.25], { unroll: true })) fit({ rate });
});
