import { component, pipeline } from "@typeline/dsl";

const load = component(async () => [3, 1, 2]);
const show = component(async ({ values }: { values: number[] }) => values.length);

export const showing = pipeline(() => {
  const values = load();
  show({ values: values.filter((value) => value > 1) });
});
