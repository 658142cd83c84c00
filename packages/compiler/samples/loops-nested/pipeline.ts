// A loop in a loop, over a list of lists and over two inputs: each body sees the items around it.
import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate, depth }: { rate: number; depth: number }) => rate * depth);

export const loopsNested = pipeline(({ grid, depths }: { grid: number[][]; depths: number[] }) => {
  for (const row of grid) for (const rate of row) fit({ rate, depth: 1 });
  for (const depth of depths) for (const rate of depths) fit({ rate, depth });
});
