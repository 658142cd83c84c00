// A `let` that is assigned in branches is one of several producers; what a branch leaves as it was is repeated there.
import { component, pipeline } from "@typeline/dsl";

const measure = component(async () => ({ loss: 0.5, name: "a" }));
const improve = component(async ({ loss }: { loss: number }) => loss / 2);
const report = component(async ({ loss, label }: { loss: number; label: string }) => {
  console.log(loss, label);
});

export const mergesParameters = pipeline(({ limit = 0.1 }: { limit?: number }) => {
  const { loss, name } = measure();
  let best = loss;
  let label = name;
  if (loss > limit) {
    best = improve({ loss });
    label = "improved";
  }
  report({ loss: best, label });
  return { best };
});
