import { component, parallel, pipeline } from "@typeline/dsl";

const load = component(async ({ day }: { day: string }) => day);

export const loading = pipeline(async ({ days }: { days: string[] }) => {
  for (const day of days) await load({ day });
  // One after the other in the graph, too:
  for (const day of parallel(days, { limit: 1 })) await load({ day });
  // Side by side in TypeScript, too:
  await Promise.all(days.map(async (day) => await load({ day })));
});
