import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);

export const showing = pipeline(() => {
  const settings = {
    get rate() {
      return 0.1;
    },
  };
  fit({ rate: settings.rate });
});
