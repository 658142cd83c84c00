import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);

export const showing = pipeline(() => {
  outer: for (const rate of [0.1, 0.2]) {
    for (const factor of [1, 2]) {
      if (rate * factor > 0.3) continue outer;
      fit({ rate: rate * factor });
    }
  }
});
