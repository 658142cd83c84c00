import { component, pipeline } from "@typeline/dsl";

const summarize = component(async () => ({ stats: { mean: 0.5 } }));
const show = component(async ({ text }: { text: string }) => text);

export const showing = pipeline(() => {
  const { stats } = summarize();
  show({ text: `mean: ${stats}` });
});
