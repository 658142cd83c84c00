// `try … catch`: the handler runs if a task of the body has failed; what both give is one of two producers.
import { component, Model, pipeline, type TaskStatus, taskStatus } from "@typeline/dsl";

const train = component(async () => ({ model: Model.json(1), loss: 0.5 }));
const backup = component(async () => ({ model: Model.json(2), loss: 0.9 }));
const log = component(async ({ status }: { status: TaskStatus }) => {
  console.log(status.state);
});
const deploy = component(async ({ model, loss }: { model: Model; loss: number }) => {
  console.log(model.uri, loss);
});

export const catchMerges = pipeline(() => {
  let run: { model: Model; loss: number };
  let label = "trained";
  try {
    run = train();
  } catch {
    log({ status: taskStatus() });
    run = backup();
    label = "backup";
  }
  deploy({ model: run.model, loss: run.loss });
  return { label };
});
