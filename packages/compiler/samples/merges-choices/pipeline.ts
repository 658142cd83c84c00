// Values that exist whichever branch is taken are chosen by whoever takes them: no task repeats anything.
import { component, pipeline } from "@typeline/dsl";

const measure = component(async () => ({ loss: 0.5, gain: 0.1 }));
const log = component(async () => {});
const fit = component(async ({ rate, label }: { rate: number; label: string }) => {
  console.log(rate, label);
});

export const mergesChoices = pipeline(({ big }: { big: boolean }) => {
  const { loss, gain } = measure();
  let rate = 0.1;
  let label = "small";
  if (big) {
    rate = loss;
    label = "big";
    log();
  } else if (gain > 0.5) {
    rate = gain;
  }
  fit({ rate, label: `${label}-${rate}` });
});
