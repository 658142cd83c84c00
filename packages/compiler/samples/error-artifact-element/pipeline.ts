import { component, type Model, pipeline } from "@typeline/dsl";

const deploy = component(async ({ model }: { model: Model }) => model.uri);

export const deploying = pipeline(({ models }: { models: Model[] }) => deploy({ model: models[0]! }));
