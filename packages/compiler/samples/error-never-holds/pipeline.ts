import { component, Model, pipeline } from "@typeline/dsl";

const train = component(async () => Model.json(1));
const fit = component(async ({ rate }: { rate: number }) => Model.json(rate));

export const training = pipeline(({ mode }: { mode: "fast" | "exact" }) => {
  const wanted: string = "quick";
  if (mode === wanted) train({});
  switch (mode as string) {
    case "fast":
      train({});
      break;
    case "fast":
      fit({ rate: 1 });
      break;
  }
});
