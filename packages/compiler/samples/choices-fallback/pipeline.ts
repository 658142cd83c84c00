// `??` with a call on the right: the task runs only where nothing was given.
import { component, type Int, pipeline } from "@typeline/dsl";

const count = component(async () => 3 as Int);
const fit = component(async ({ rows }: { rows: Int }) => {
  console.log(rows);
});

export const choicesFallback = pipeline(({ rows, config }: { rows?: Int; config: { limit?: Int } }) => {
  fit({ rows: rows ?? count() });
  fit({ rows: config.limit ?? count({}, { name: "count-limit" }) });
});
