// Records and lists that branches give are merged part by part.
import { component, Model, pipeline } from "@typeline/dsl";

const tree = component(async () => ({ model: Model.json(1), loss: 0.5 }));
const net = component(async () => ({ model: Model.json(2), loss: 0.1 }));
const compare = component(async ({ models, losses }: { models: Model[]; losses: number[] }) => models.length + losses.length);

export const mergesRecords = pipeline(({ deep }: { deep: boolean }) => {
  const first = tree();
  let chosen = { models: [first.model, first.model], losses: [first.loss] };
  if (deep) {
    const [one, two] = [net(), net()];
    chosen = { models: [one.model, two.model], losses: [one.loss] };
  }
  return { count: compare(chosen) };
});
