import { component, Model, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => Model.json(rate));
const deploy = component(async ({ model }: { model: Model }) => {
  await model.json();
});

export const training = pipeline(({ deep, dry }: { deep: boolean; dry: boolean }) => {
  let model: Model;
  if (deep) {
    if (dry) return;
    model = fit({ rate: 0.1 });
  } else {
    model = fit({ rate: 0.5 });
  }
  deploy({ model });
});
