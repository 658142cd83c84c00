import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);

const halve = (n: number) => n / 2;
export const training = pipeline(() => fit({ rate: halve.length }));
