import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate, epochs = 1 }: { rate: number; epochs?: number }) => rate * epochs);

const defaults = { rate: 0.1, momentum: 0.9 };
export const training = pipeline(() => {
  fit({ ...defaults });
  // @ts-ignore: TypeScript says it too, where it is asked
  fit({ rate: 0.2, epoch: 3 });
});
