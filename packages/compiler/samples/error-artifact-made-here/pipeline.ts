import { component, Dataset, pipeline } from "@typeline/dsl";

const count = component(async ({ data }: { data: Dataset<number[]> }) => (await data.json()).length);

export const counting = pipeline(() => count({ data: Dataset.json([1, 2, 3]) }));
