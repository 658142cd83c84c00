import { component, pipeline } from "@typeline/dsl";

/** Fails. */
const fail = component(async () => {
  throw new Error("This task always fails.");
});

export const failPipeline = pipeline(() => {
  fail();
});
