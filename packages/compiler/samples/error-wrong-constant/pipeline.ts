import { component, type Int, pipeline } from "@typeline/dsl";

const fit = component(async ({ epochs }: { epochs: Int }) => epochs);

export const training = pipeline(() => fit({ epochs: 2.5 }));
