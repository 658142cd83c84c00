import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);

const defaults = { rate: 0.1, momentum: 0.9 };
export const training = pipeline(() => fit({ ...defaults }));
