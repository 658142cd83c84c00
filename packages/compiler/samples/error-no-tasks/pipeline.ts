import { component, pipeline } from "@typeline/dsl";

const load = component(async ({ rows }: { rows: number }) => rows);

export const nothing = pipeline(({ rows }: { rows: number }) => {
  rows;
});
