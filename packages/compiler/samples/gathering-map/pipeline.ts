// What a `.map` gives is one list, in the order of the items: of parameters or of artifacts.
import { component, Model, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => ({ model: Model.json(rate), loss: rate }));
const pick = component(async ({ models, losses }: { models: Model[]; losses: number[] }) => models.length + losses.length);

export const gatheringMap = pipeline(({ rates }: { rates: number[] }) => {
  const runs = rates.map((rate) => fit({ rate }));
  const best = pick({ models: runs.map((run) => run.model), losses: runs.map(({ loss }) => loss) });
  return { best, losses: runs.map((run) => run.loss) };
});
