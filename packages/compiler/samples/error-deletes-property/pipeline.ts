import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ options }: { options: { depth: number; verbose?: boolean } }) => options.depth);

export const showing = pipeline(() => {
  const options: { depth: number; verbose?: boolean } = { depth: 3, verbose: true };
  delete options.verbose;
  fit({ options });
});
