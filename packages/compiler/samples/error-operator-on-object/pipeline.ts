import { component, pipeline } from "@typeline/dsl";

const load = component(async () => [1, 2]);
const show = component(async ({ same }: { same: boolean }) => same);

export const showing = pipeline(() => {
  const [a, b] = [load(), load()];
  show({ same: a === b });
});
