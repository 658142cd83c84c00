import { component, Model, pipeline } from "@typeline/dsl";

const train = component(async () => Model.json(1));
const fit = component(async ({ rate }: { rate: number }) => Model.json(rate));

export const training = pipeline(({ tune, rates }: { tune: boolean; rates: number[] }) => {
  const models: Record<string, Model> = {};
  if (tune) models["tuned"] = train({});
  const all: Model[] = [];
  if (tune) all.push(train({}));
  for (const rate of rates) for (const other of rates) all.push(fit({ rate: rate + other }));
});
