import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);

const half = (): number => rate / 2;
const rate: number = half() * 2;
export const training = pipeline(() => fit({ rate }));
