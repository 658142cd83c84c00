// `try … finally` with one task at the root, as KFP's SDK has it: a task that runs when the body is over, told how that ended.
import { component, Model, pipeline, type TaskStatus, taskStatus } from "@typeline/dsl";

const train = component(async () => Model.json(1));
const deploy = component(async ({ model }: { model: Model }) => {
  await model.json();
});
const notify = component(async ({ status, channel }: { status: TaskStatus; channel: string }) => {
  console.log(status.state, channel);
});

export const finallyOne = pipeline(({ channel = "ops" }: { channel?: string }) => {
  try {
    deploy({ model: train() });
  } finally {
    notify({ status: taskStatus(), channel });
  }
});
