import { component, pipeline } from "@typeline/dsl";

const load = component(async ({ day }: { day: string }) => day);

export const showing = pipeline(async ({ days }: { days: string[] }) => {
  for await (const day of days) load({ day });
});
