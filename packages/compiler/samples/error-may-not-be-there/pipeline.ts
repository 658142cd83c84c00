import { component, Model, pipeline } from "@typeline/dsl";

const train = component(async () => Model.json(1));
const deploy = component(async ({ model }: { model: Model }) => {
  await model.json();
});

export const training = pipeline(({ tune }: { tune: boolean }) => {
  const tuned = tune ? train({}) : undefined;
  deploy({ model: tuned! });
  let found: Model | undefined;
  if (tune) found = train({});
  return { model: found! };
});
