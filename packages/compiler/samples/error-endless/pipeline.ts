import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ n }: { n: number }) => n);
const count = (n: number): number => (n === 0 ? 0 : 1 + count(n + 1));

export const training = pipeline(() => fit({ n: count(3) }));
