import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);

export const training = pipeline(({ config }: { config: { rate: number } }) => fit({ rate: (config as any).learningRate }));
