import { component, Model, parallel, pipeline } from "@typeline/dsl";

const train = component(async () => Model.json(1));
const validate = component(async () => true);

export const training = pipeline(() => {
  for (const step of parallel([train, validate], { limit: 1 })) step({});
});
