import { component, pipeline } from "@typeline/dsl";

const test = component(async () => ({ accuracy: 0.9 }));
const deploy = component(async ({ stage }: { stage: string }) => stage);

export const releasing = pipeline(() => {
  const { accuracy } = test();
  if (accuracy > 0.9) deploy({ stage: "production" });
});
