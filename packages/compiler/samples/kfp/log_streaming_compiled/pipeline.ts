import { component, pipeline } from "@typeline/dsl";

const printMessage = component(async ({ message }: { message: string }) => {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    console.log(`${message} (${new Date().toISOString()})`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
});

/** Pipeline that prints a hello message in a loop to test log streaming in Dashboard */
export const logStreamingPipeline = pipeline(({ message = "Hello world" }: { message?: string }) => {
  printMessage({ message }, { cache: false });
});
