import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);

export const training = pipeline(() => {
  const rate = 0.1;
  // @ts-expect-error
  rate = 0.2;
  fit({ rate });
});
