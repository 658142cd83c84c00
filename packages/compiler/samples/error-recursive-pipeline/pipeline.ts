import { component, type Pipeline, pipeline } from "@typeline/dsl";

const fit = component(async ({ n }: { n: number }) => n);

export const training: Pipeline<{ n: number }, void> = pipeline(({ n }: { n: number }) => {
  training({ n: fit({ n }) });
});
