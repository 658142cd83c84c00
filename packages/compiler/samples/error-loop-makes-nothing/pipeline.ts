import { component, Model, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => Model.json(rate));

export const training = pipeline(({ rates }: { rates: number[] }) => {
  const halves: number[] = [];
  for (const rate of rates) halves.push(rate / 2);
  fit({ rate: halves.length });
});
