// Artifacts that several loops around each other give are one flat list, by `push` or `.flatMap`.
import { component, Dataset, pipeline } from "@typeline/dsl";

const load = component(async ({ name, day }: { name: string; day: string }) => Dataset.json([name, day]));
const merge = component(async ({ all }: { all: Dataset[] }) => all.length);

export const gatheringFlat = pipeline(({ names, days }: { names: string[]; days: string[] }) => {
  const pushed: Dataset[] = [];
  for (const name of names) for (const day of days) pushed.push(load({ name, day }));
  merge({ all: pushed });
  merge({ all: names.flatMap((name) => days.map((day) => load({ name, day }))) });
});
