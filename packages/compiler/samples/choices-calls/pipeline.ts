// `?:` with a call in an arm is a branch: only one of the two runs, whole tasks too.
import { component, Model, pipeline } from "@typeline/dsl";

const tree = component(async () => ({ model: Model.json(1), loss: 0.5 }));
const net = component(async ({ loss }: { loss: number }) => ({ model: Model.json(2), loss }));
const score = component(async () => 0.5);
const deploy = component(async ({ model, loss, best }: { model: Model; loss: number; best: number }) => {
  console.log(model.uri, loss, best);
});

export const choicesCalls = pipeline(({ deep, known = 0.3 }: { deep: boolean; known?: number }) => {
  const run = deep ? net({ loss: known }) : tree();
  const best = deep ? score() : known;
  deploy({ model: run.model, loss: run.loss, best });
});
