import { buildEnv, component, pipeline } from "@typeline/dsl";

const load = component(async ({ region }: { region: string }) => region);

export const loading = pipeline(({ name }: { name: string }) => load({ region: buildEnv(name) }));
