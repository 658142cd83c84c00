import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);

const settings: { optimizer?: { rate: number } } = {};
export const training = pipeline(() => fit({ rate: settings.optimizer!.rate }));
