import { component, Model, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => Model.json(rate));

const limit = (n: number) => {
  if (n > 10) throw new Error("too many");
  return n;
};
const copies = limit(12);

export const training = pipeline(() => {
  fit({ rate: copies });
});
