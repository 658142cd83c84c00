import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);

export const showing = pipeline(() => {
  let rate = 0.1;
  do {
    fit({ rate });
    rate /= 2;
  } while (rate > 0.01);
});
