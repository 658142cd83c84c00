import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);

export const showing = pipeline(() => {
  const settings = {
    rate: 0.1,
    half() {
      return this.rate / 2;
    },
  };
  fit({ rate: settings.half() });
});
