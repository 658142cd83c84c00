import { component, Model, pipeline } from "@typeline/dsl";

const train = component(async () => Model.json(1));
const deploy = component(async ({ model }: { model: Model }) => {
  await model.json();
});

export const training = pipeline(() => {
  const models: Model[] = [];
  try {
    models.push(train({}));
  } finally {
    deploy({ model: models[0]! });
  }
});
