import { component, parallel, pipeline } from "@typeline/dsl";

const printWithPrefix = component(async ({ prefix, item }: { prefix: string; item: string }) => {
  console.log(`${prefix}: ${item}`);
  return `${prefix}: ${item}`;
});

const makePrefix = component(async (): Promise<string> => "dynamic-prefix");

/** Pipeline parameter used alongside loop item inside ParallelFor. */
export const pipelineParallelforPipelineParam = pipeline(({ loop_parameter, prefix }: { loop_parameter: string[]; prefix: string }) => {
  for (const item of parallel(loop_parameter, { limit: 1 })) printWithPrefix({ prefix, item });
  const made = makePrefix();
  for (const item of loop_parameter) printWithPrefix({ prefix: made, item });
  for (const _ of parallel(["x", "y"], { limit: 2 })) {
    for (const item of loop_parameter) printWithPrefix({ prefix, item });
  }
});
