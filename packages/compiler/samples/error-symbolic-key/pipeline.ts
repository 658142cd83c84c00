import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);

const rates: { [size: string]: number } = { small: 0.1, large: 0.01 };
export const training = pipeline(({ size }: { size: string }) => fit({ rate: rates[size]! }));
