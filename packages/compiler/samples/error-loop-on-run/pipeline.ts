import { component, type Int, Model, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => Model.json(rate));

export const training = pipeline(({ runs }: { runs: Int }) => {
  for (let i = 0; i < runs; i++) fit({ rate: i });
});
