import { component, pipeline } from "@typeline/dsl";

const load = component(async () => 3);
const show = component(async ({ n }: { n: number }) => n);

export const showing = pipeline(async () => {
  show({ n: await load.run() });
});
