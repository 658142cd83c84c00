// Several tasks in a `finally`, one of which reads what was made before the `try`: one group, and another around both.
import { component, pipeline, type TaskStatus, taskStatus } from "@typeline/dsl";

const reserve = component(async () => "cluster-1");
const train = component(async ({ cluster }: { cluster: string }) => cluster.length);
const release = component(async ({ cluster }: { cluster: string }) => {
  console.log(cluster);
});
const notify = component(async ({ status, text }: { status: TaskStatus; text: string }) => {
  console.log(status.state, text);
});
const log = component(async () => {});

export const finallySeveral = pipeline(() => {
  const cluster = reserve();
  let rows = 0;
  try {
    rows = train({ cluster });
  } finally {
    const released = release({ cluster });
    notify({ status: taskStatus(), text: `${cluster} is free` }, { after: [released] });
    if (taskStatus().state === "FAILED") log();
  }
  return { rows };
});
