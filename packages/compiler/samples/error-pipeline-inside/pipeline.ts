import { component, pipeline } from "@typeline/dsl";

const load = component(async () => 3);

export const outer = pipeline(() => {
  const inner = pipeline(() => load());
  return inner();
});
