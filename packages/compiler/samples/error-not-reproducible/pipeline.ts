import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ seed }: { seed: number }) => seed);

export const training = pipeline(() => fit({ seed: Math.random() }));
