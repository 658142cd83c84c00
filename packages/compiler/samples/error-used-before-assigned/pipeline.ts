import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);

export const training = pipeline(() => {
  const start = () => fit({ rate });
  start();
  const rate = 0.1;
});
