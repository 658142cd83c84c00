import { component, pipeline } from "@typeline/dsl";

const add = component(async ({ a, b }: { a: number; b: number }) => a + b);

export const testPipeline = pipeline(({ a = 1, b = 7 }: { a?: number; b?: number }) => {
  add({ a, b }, { retries: 3 });
});
