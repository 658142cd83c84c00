import { component, pipeline } from "@typeline/dsl";

const load = component(async () => 3);
const show = component(async ({ n }: { n: number }) => n);

export const racing = pipeline(async () => {
  show({ n: await Promise.race([load(), load()]) });
});
