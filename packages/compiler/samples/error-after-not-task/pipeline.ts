import { component, pipeline } from "@typeline/dsl";

const load = component(async () => 3);
const clean = component(async () => {});

export const cleaning = pipeline(() => {
  load();
  clean({}, { after: ["load"] });
});
