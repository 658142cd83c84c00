// Loops over lists of known length that hold tasks, components or symbolic values are unrolled, others when they say so.
import { component, Model, parallel, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => ({ model: Model.json({ rate }), loss: rate }));
const small = component(async ({ size }: { size: number }) => size);
const large = component(async ({ size }: { size: number }) => size * 2);
const pick = component(async ({ models, sizes }: { models: Model[]; sizes: number[] }) => models.length + sizes.length);

export const loopsUnrolled = pipeline(({ size }: { size: number }) => {
  const runs = parallel([0.1, 0.01], { unroll: true }).map((rate) => fit({ rate }));
  const sizes: number[] = [];
  for (const make of [small, large]) sizes.push(make({ size }));
  for (const [index, run] of runs.entries()) {
    if (index > 0) break;
    sizes.push(small({ size: run.loss }));
  }
  const models: Record<string, Model> = {};
  for (const [name, run] of Object.entries({ first: runs[0]!, second: runs[1]! })) models[name] = run.model;
  for (let i = 0; i < 2; i++) {
    if (i === 1) continue;
    sizes.push(large({ size: sizes[i]! }));
  }
  pick({ models: Object.values(models), sizes });
});
