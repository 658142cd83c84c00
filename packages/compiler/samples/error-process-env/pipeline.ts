import { component, pipeline } from "@typeline/dsl";

const load = component(async ({ region }: { region: string }) => region);

export const loading = pipeline(() => load({ region: process.env.REGION! }));
