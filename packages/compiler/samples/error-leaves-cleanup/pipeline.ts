import { component, Model, pipeline } from "@typeline/dsl";

const train = component(async () => Model.json(1));

export const training = pipeline(() => {
  try {
    train({});
  } finally {
    return;
  }
});
