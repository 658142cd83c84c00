import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);

let rate = 0.1;
export const training = pipeline(() => fit({ rate }));
