import { component, pipeline } from "@typeline/dsl";

const load = component(async ({ day }: { day: string }) => day);

export const daily = pipeline(({ day = new Date().toISOString() }: { day?: string }) => load({ day }));
