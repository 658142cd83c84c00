import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ config }: { config: { rate: number } }) => config.rate);

export const training = pipeline(() => fit({ config: JSON.parse("{ rate: 0.1 }") }));
