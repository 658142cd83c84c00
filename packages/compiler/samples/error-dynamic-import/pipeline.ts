import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);

export const showing = pipeline(async () => {
  const { rates } = await import("./rates.ts");
  for (const rate of rates) fit({ rate });
});
