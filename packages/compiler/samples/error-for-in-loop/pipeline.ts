import { component, pipeline } from "@typeline/dsl";

const show = component(async ({ text }: { text: string }) => text);
const rates = { slow: 0.01, fast: 0.1 };

export const showing = pipeline(() => {
  for (const name in rates) show({ text: name });
});
