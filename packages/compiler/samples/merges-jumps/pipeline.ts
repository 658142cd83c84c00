// Variables after a `continue`, a `break`, and a `return` of a helper are what the way that left them had made of them.
import { component, parallel, pipeline } from "@typeline/dsl";

const start = component(async () => 0);
const tune = component(async ({ loss, kind }: { loss: number; kind?: string }) => loss + (kind?.length ?? 0));
const use = component(async ({ loss }: { loss: number }) => {
  console.log(loss);
});

export const mergesJumps = pipeline(({ stop, odd, kind }: { stop: boolean; odd: boolean; kind: string }) => {
  let last = start();
  for (const times of parallel([1, 2], { unroll: true })) {
    if (odd) continue;
    last = tune({ loss: last * times });
  }
  const improve = () => {
    if (stop) {
      last = tune({ loss: last }, { name: "improve-last" });
      return;
    }
    last = tune({ loss: last, kind });
  };
  improve();
  switch (kind) {
    case "deep":
      if (odd) {
        last = tune({ loss: last }, { name: "tune-odd" });
        break;
      }
      last = tune({ loss: last }, { name: "tune-even" });
      break;
  }
  use({ loss: last });
  return { loss: last };
});
