// `throw` is a task that fails with the text; what follows runs only once it is known that it was not reached.
import { component, type Int, Model, pipeline } from "@typeline/dsl";

const train = component(async () => ({ model: Model.json(1), accuracy: 0.5, rows: 3 as Int }));
const deploy = component(async ({ model }: { model: Model }) => {
  console.log(model.uri);
});
const log = component(async () => {});

export const throwGates = pipeline(({ minimum = 0.9 }: { minimum?: number }) => {
  const { model, accuracy, rows } = train();
  if (accuracy < minimum) throw new Error("the model is not good enough");
  deploy({ model });
  if (rows < 10) {
    log();
    throw new Error(`only ${rows} rows`);
  }
  log({}, { name: "log-end" });
  return { model };
});
