import { component, compute, pipeline } from "@typeline/dsl";

const show = component(async ({ n }: { n: number }) => n);

export const counting = pipeline(() => {
  let n = 1;
  show({ n: compute(() => n * 2) });
  n = 5;
  show({ n });
});
