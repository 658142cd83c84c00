import { component, pipeline } from "@typeline/dsl";

interface Point {
  rate: number;
  depth: number;
}

const fit = component(async ({ rate, depth }: Point) => rate * depth);
const warn = component(async ({ depth }: { depth: number }) => console.log(`${depth} is deep`));
const best = component(async ({ scores }: { scores: number[] }) => console.log(Math.max(...scores)));

export const structItems = pipeline(({ grid }: { grid: Point[] }) => {
  const scores = grid.map(({ rate, depth }) => {
    if (depth > 5.5) warn({ depth });
    return fit({ rate, depth });
  });
  best({ scores });
  for (const point of [
    { rate: 0.1, depth: 2.5 },
    { rate: 0.01, depth: 8.5 },
  ]) {
    fit(point);
  }
});
