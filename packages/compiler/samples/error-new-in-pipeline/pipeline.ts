import { component, pipeline } from "@typeline/dsl";

const fetchRows = component(async ({ host }: { host: string }) => host);

export const fetching = pipeline(() => fetchRows({ host: new URL("https://example.com/rows").host }));
