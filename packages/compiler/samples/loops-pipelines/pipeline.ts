// Nested pipelines in loops and in branches, and branches inside of a nested pipeline.
import { component, Model, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => ({ model: Model.json(rate), loss: rate }));
const prune = component(async ({ model }: { model: Model }) => ({ model: Model.json(await model.json()) }));
const compare = component(async ({ models }: { models: Model[] }) => models.length);

const training = pipeline(({ rate, small }: { rate: number; small: boolean }) => {
  const { model, loss } = fit({ rate });
  if (small && loss > 0.1) return { model: prune({ model }).model };
  return { model };
});

export const loopsPipelines = pipeline(({ rates, small }: { rates: number[]; small: boolean }) => {
  const models = rates.map((rate) => training({ rate, small }).model);
  if (small) training({ rate: 0.5, small });
  compare({ models });
});
