// Reading a gathered list: its first item, its length in a condition, and together with other values.
import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => ({ loss: rate, name: "a" }));
const first = component(async ({ loss, name }: { loss: number; name: string }) => {
  console.log(loss, name);
});
const all = component(async ({ losses, text }: { losses: number[]; text: string }) => {
  console.log(losses, text);
});
const log = component(async () => {});

export const gatheringRead = pipeline(({ rates, base }: { rates: number[]; base: number }) => {
  const runs = rates.map((rate) => fit({ rate }));
  first({ loss: runs[0]!.loss, name: runs[0]!.name });
  if (runs.length > 3) log();
  const losses = runs.map((run) => run.loss);
  all({ losses: [base, ...losses], text: `of ${losses.length} runs the first lost ${losses[0]}` });
  for (const loss of losses) first({ loss, name: "again" });
});
