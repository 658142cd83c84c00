import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);

export const training = pipeline(() => {
  fit({ rate: 0.1 }, { cache: { key: "fit" } });
  fit({ rate: 0.01 }, { cache: { key: "fit" } });
});
