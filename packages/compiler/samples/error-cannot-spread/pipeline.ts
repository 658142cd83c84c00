import { component, pipeline } from "@typeline/dsl";

const load = component(async () => [3, 1, 2]);
const show = component(async ({ n }: { n: number }) => n);

export const showing = pipeline(() => {
  const values = load();
  show({ n: Math.max(...values) });
});
