import { component, pipeline } from "@typeline/dsl";

const failOp = component(async ({ message }: { message: string }): Promise<string> => {
  throw new Error(message);
});

const printOp = component(async ({ message = "default" }: { message?: string }) => console.log(message));

export const myPipeline = pipeline(({ sample_input = "message" }: { sample_input?: string }) => {
  printOp({ message: failOp({ message: sample_input }) }, { ifUpstream: "completed" });
});
