// `continue` and `break` in one unrolled loop, under conditions of the run.
import { component, parallel, pipeline } from "@typeline/dsl";

const start = component(async () => 0);
const tune = component(async ({ loss }: { loss: number }) => loss);
const use = component(async ({ loss }: { loss: number }) => {
  console.log(loss);
});

export const unrolledJumps = pipeline(({ stop, odd }: { stop: boolean; odd: boolean }) => {
  let last = start();
  for (const times of parallel([1, 2], { unroll: true })) {
    if (odd) continue;
    last = tune({ loss: last * times });
    if (stop) break;
  }
  use({ loss: last });
});
