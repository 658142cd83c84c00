import { component, Model, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => Model.json(rate));

export const training = pipeline(({ config }: { config: { rates: number[] } }) => {
  for (const rate of config as unknown as number[]) fit({ rate });
});
