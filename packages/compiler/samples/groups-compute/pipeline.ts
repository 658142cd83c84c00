// `compute` captures whatever stands around it: items, merges, gathered lists, statuses; in a branch its condition's operands too.
import { component, compute, Model, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => ({ model: Model.json(rate), loss: rate }));
const show = component(async ({ text }: { text: string }) => {
  console.log(text);
});

export const groupsCompute = pipeline(({ rates, deep, label }: { rates: number[]; deep: boolean; label: string }) => {
  const runs = rates.map((rate) => {
    const half = compute(() => rate / 2);
    return fit({ rate: half });
  });
  const losses = runs.map((run) => run.loss);
  let best = label;
  if (deep) best = compute(() => `${label}-deep`.toUpperCase(), { name: "deep-label" });
  const text = compute(() => `${best}: ${losses.join(", ")}`);
  show({ text });
});
