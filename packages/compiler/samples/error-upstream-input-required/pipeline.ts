import { component, pipeline } from "@typeline/dsl";

const load = component(async () => 3);
const clean = component(async ({ rows }: { rows: number }) => rows);

export const cleaning = pipeline(() => {
  clean({ rows: load() }, { ifUpstream: "completed" });
});
