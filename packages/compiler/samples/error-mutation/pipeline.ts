import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ config }: { config: { rate: number } }) => config.rate);

export const training = pipeline(({ config }: { config: { rate: number } }) => {
  config.rate = 0.1;
  fit({ config });
});
