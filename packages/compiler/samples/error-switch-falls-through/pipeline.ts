import { component, Model, pipeline } from "@typeline/dsl";

const train = component(async () => Model.json(1));
const fit = component(async ({ rate }: { rate: number }) => Model.json(rate));

export const training = pipeline(({ size }: { size: "s" | "m" | "l" }) => {
  switch (size) {
    // @ts-ignore: this project forbids it too
    case "s":
      fit({ rate: 1 });
    default:
      train({});
  }
});
