import { component, pipeline } from "@typeline/dsl";

const count = component(async () => 3);
const report = component(async ({ rows }: { rows: number }) => rows);

export const reporting = pipeline(() => report({ rows: count as never }));
