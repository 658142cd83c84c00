import { component, pipeline } from "@typeline/dsl";

export const training = pipeline(({ rate }: { rate: number }) => {
  const fit = component(async () => rate * 2);
  fit();
});
