// A function that makes components: what they capture is known when the pipeline is compiled.
import { component, pipeline } from "@typeline/dsl";

const multiplier = (factor: number, label: string) => {
  const format = (n: number) => `${label}: ${n}`;
  return component(async ({ n }: { n: number }) => format(n * factor), { name: `times ${factor}` });
};
const twice = multiplier(2, "two");

export const componentsMadeInFunctions = pipeline(({ n }: { n: number }) => {
  twice({ n });
  multiplier(3, "three")({ n });
});
