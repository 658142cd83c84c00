// A captured input that may be absent is absent inside; a nested pipeline's is what its call gives.
import { component, compute, pipeline } from "@typeline/dsl";

const use = component(async ({ text }: { text: string }) => text);
const inner = pipeline(({ label, title }: { label?: string; title: string }) => {
  use({ text: compute(() => `${label ?? "none"} ${title}`) });
});

export const computeOptional = pipeline(({ label, day }: { label?: string; day: string }) => {
  use({ text: compute(() => label ?? "none") });
  inner({ title: `of ${day}` });
  inner({ label, title: "constant" });
});
