import { component, type Int, pipeline } from "@typeline/dsl";

const load = component(async () => 3);

export const loading = pipeline(({ retries }: { retries: Int }) => load({}, { retries }));
