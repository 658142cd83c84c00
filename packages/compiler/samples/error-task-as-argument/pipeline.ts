import { component, pipeline } from "@typeline/dsl";

const summarize = component(async () => ({ mean: 0.5, rows: 3 }));
const report = component(async ({ stats }: { stats: { mean: number } }) => stats.mean);

export const reporting = pipeline(() => report({ stats: summarize() }));
