import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);

declare const defaultRate: number;
export const training = pipeline(() => fit({ rate: defaultRate }));
