// `await`, `Promise.all` and async bodies are accepted and mean nothing: order comes from data.
import { component, pipeline } from "@typeline/dsl";

const load = component(async ({ n }: { n: number }) => n);
const sum = component(async ({ values }: { values: number[] }) => values.length);

export const awaitAndPromises = pipeline(async () => {
  const first = await load({ n: 1 });
  const [second, third] = await Promise.all([load({ n: 2 }), load({ n: 3 })]);
  await sum({ values: [first, second, third] });
});
