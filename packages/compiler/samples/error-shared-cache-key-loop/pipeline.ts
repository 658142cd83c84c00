import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);

export const training = pipeline(({ rates }: { rates: number[] }) => {
  for (const rate of rates) fit({ rate }, { cache: { key: "fit" } });
});
