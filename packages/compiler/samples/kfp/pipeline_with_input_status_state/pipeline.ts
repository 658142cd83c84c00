import { component, pipeline, type TaskStatus, taskStatus } from "@typeline/dsl";

const echoState = component(async ({ status }: { status?: TaskStatus }) => console.log(status?.state));
const someTask = component(async () => console.log("Executing someTask()..."));

export const statusStatePipeline = pipeline(() => {
  try {
    someTask();
  } finally {
    echoState({ status: taskStatus() });
  }
});
