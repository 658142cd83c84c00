// What is gathered is the output of a task of the body: an item, a merge and an inner list are repeated by `keep`.
import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);
const guess = component(async () => 0.5);
const use = component(async ({ merged, grid, items }: { merged: number[]; grid: number[][]; items: number[] }) => {
  console.log(merged, grid, items);
});

export const gatheringKept = pipeline(({ rates, depths }: { rates: number[]; depths: number[] }) => {
  const merged = rates.map((rate) => (rate > 0.5 ? fit({ rate }) : guess()));
  const grid = depths.map((depth) => rates.map((rate) => fit({ rate: rate * depth })));
  const items: number[] = [];
  for (const rate of rates) {
    fit({ rate });
    items.push(rate);
  }
  use({ merged, grid, items });
});
