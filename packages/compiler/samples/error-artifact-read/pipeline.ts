import { component, Dataset, pipeline } from "@typeline/dsl";

const load = component(async () => Dataset.text("a b"));
const show = component(async ({ text }: { text: string }) => text);

export const showing = pipeline(async () => {
  show({ text: await load().text() });
});
