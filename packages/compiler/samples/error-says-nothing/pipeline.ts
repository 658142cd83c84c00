import { component, pipeline } from "@typeline/dsl";

const load = component(async () => 3);

export const loading = pipeline(() => {
  console.log("loading");
  load();
});
