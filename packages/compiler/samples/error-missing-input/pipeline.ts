import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);

const settings = {} as { rate: number };
export const training = pipeline(() => fit(settings));
