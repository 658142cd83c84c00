// Identical components share one executor; other options, images or inputs make another.
import { component, pipeline } from "@typeline/dsl";

const a = component(async ({ n }: { n: number }) => n + 1);
const b = component(async ({ n }: { n: number }) => n + 1);
const other = component(async ({ n }: { n: number }) => n + 2);

export const sharedComponents = pipeline(() => {
  const n = a({ n: 1 });
  a({ n });
  b({ n });
  other({ n });
  a({ n }, { cpu: 1 });
  a({ n: n * 2 });
});
