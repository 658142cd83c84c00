// Loops over lists that inputs and tasks give.
import { component, type Int, pipeline } from "@typeline/dsl";

const list = component(async () => ({ names: ["a", "b"] }));
const fit = component(async ({ rate, name }: { rate: number; name: string }) => {
  console.log(rate, name);
});
const log = component(async ({ size }: { size: Int }) => {
  console.log(size);
});

export const loopsInputs = pipeline(({ rates = [0.1], sizes, label }: { rates?: number[]; sizes: Int[]; label: string }) => {
  for (const rate of rates) fit({ rate, name: label });
  const { names } = list();
  names.forEach((name) => fit({ rate: 0.5, name: `${name}-${label}` }));
  for (const size of sizes) log({ size });
});
