import { component, pipeline } from "@typeline/dsl";

const load = component(async () => 3);

export const loading = pipeline(({ region }: { region: string }) => load({}, { env: { REGION: region } }));
