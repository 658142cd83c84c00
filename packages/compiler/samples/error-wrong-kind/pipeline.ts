import { component, Dataset, type Model, pipeline } from "@typeline/dsl";

const load = component(async () => Dataset.json([1]));
const deploy = component(async ({ model }: { model: Model }) => model.uri);

export const deploying = pipeline(() => deploy({ model: load() as unknown as Model }));
