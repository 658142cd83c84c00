import { component, pipeline, type TaskStatus, taskStatus } from "@typeline/dsl";

const failOp = component(async ({ message }: { message: string }): Promise<void> => {
  throw new Error(message);
});

const printOp = component(async ({ message }: { message: string }) => console.log(message));

const getRunState = component(async ({ status }: { status: { state: string } }) => status.state);

const conditionalNotification = pipeline(({ status }: { status: TaskStatus }) => {
  if (getRunState({ status }) === "FAILED") printOp({ message: "notify task failure." });
});

export const pipelineWithTaskFinalStatusConditional = pipeline(({ message = "Hello World!" }: { message?: string }) => {
  try {
    printOp({ message });
    failOp({ message: "Task failed." });
  } finally {
    conditionalNotification({ status: taskStatus() });
  }
});
