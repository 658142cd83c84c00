import { component, pipeline } from "@typeline/dsl";

const clean = component(async () => {});

export const cleaning = pipeline(() => {
  clean({}, { ifUpstream: "completed" });
});
