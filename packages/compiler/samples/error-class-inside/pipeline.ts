import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);

export const showing = pipeline(() => {
  class Trial {
    readonly rate = 0.1;
  }
  fit({ rate: new Trial().rate });
});
