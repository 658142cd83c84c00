// Which optional inputs a call gives is known when it is compiled: absent ones are absent inside, too.
import { component, Dataset, pipeline } from "@typeline/dsl";

const make = component(async () => Dataset.text("a"));
const use = component(
  async ({ data, label, size = 3 }: { data?: Dataset; label?: string; size?: number }) => `${data?.uri} ${label} ${size}`,
);

const wrapped = pipeline(({ data, label, size }: { data?: Dataset; label?: string; size?: number }) => use({ data, label, size }));

export const nestedOptional = pipeline(({ label }: { label?: string }) => {
  wrapped();
  wrapped({ label: "given" });
  wrapped({ data: make(), size: 4 });
  wrapped({ label });
  wrapped({ label: label ?? "chosen" });
});
