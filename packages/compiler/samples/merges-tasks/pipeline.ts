// Whole tasks of branches: what is read of them is joined, and what waits for one waits for whichever it is.
import { component, Model, pipeline } from "@typeline/dsl";

const tree = component(async () => ({ model: Model.json(1), loss: 0.5 }));
const net = component(async () => ({ model: Model.json(2), loss: 0.1 }));
const use = component(async ({ model }: { model: Model }) => {
  console.log(model.uri);
});
const log = component(async () => {});

export const mergesTasks = pipeline(({ deep }: { deep: boolean }) => {
  let run = tree();
  let logged = log();
  if (deep) {
    run = net();
    logged = log({}, { name: "log-deep" });
  }
  use({ model: run.model }, { after: [logged] });
  const [first, second] = [log({}, { name: "log-first" }), log({}, { name: "log-second" })];
  log({}, { name: "log-last", after: [deep ? first : second] });
});
