import { component, pipeline } from "@typeline/dsl";

const printOp = component(async ({ message }: { message: string }) => console.log(message));

const failOp = component(async ({ message }: { message: string }): Promise<void> => {
  throw new Error(message);
});

export const pipelineWithExitHandler = pipeline(({ message = "Hello World!" }: { message?: string }) => {
  try {
    printOp({ message });
    failOp({ message: "Task failed." });
  } finally {
    printOp({ message: "Exit handler has worked!" });
  }
});
