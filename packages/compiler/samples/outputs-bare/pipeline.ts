// A bare return value is the output named `Output`, and the call is that value; nothing returned, no outputs.
import { component, Dataset, pipeline } from "@typeline/dsl";

const count = component(async () => 3);
const make = component(async () => Dataset.text("a"));
const scores = component(async (): Promise<Record<string, number>> => ({ a: 1 }));
const log = component(async ({ n, data, score }: { n: number; data: Dataset; score: number }) => {
  console.log(n, data.uri, score);
});

export const outputsBare = pipeline(() => {
  log({ n: count(), data: make(), score: scores().a! });
});
