import { component, Model, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => Model.json(rate));

export const training = pipeline(() => {
  for (const rate of [0.1, "auto"]) fit({ rate: rate === "auto" ? 1 : 2 });
});
