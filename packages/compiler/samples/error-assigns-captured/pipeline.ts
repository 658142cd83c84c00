import { component, compute, pipeline } from "@typeline/dsl";

const show = component(async ({ n }: { n: number }) => n);

export const counting = pipeline(({ start }: { start: number }) => {
  let n = start;
  compute(() => (n += 1));
  show({ n });
});
