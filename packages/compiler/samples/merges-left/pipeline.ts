// A variable read after an `if` that some ways have left: those give an empty value in its place, since an engine looks for one.
import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);
const use = component(async ({ loss }: { loss: number }) => {
  console.log(loss);
});

export const mergesLeft = pipeline(({ deep, dry }: { deep: boolean; dry: boolean }) => {
  let loss: number;
  if (deep) {
    if (dry) return;
    loss = fit({ rate: 0.1 });
  } else {
    loss = fit({ rate: 0.5 });
  }
  use({ loss });
});
