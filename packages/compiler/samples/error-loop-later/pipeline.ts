import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);

export const training = pipeline(() => {
  for (const rate of [0.1, 0.01]) fit({ rate });
});
