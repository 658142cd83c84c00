import { compute, Dataset, pipeline } from "@typeline/dsl";

export const loading = pipeline(() => {
  const { data } = compute(() => ({ data: Dataset.json([1, 2]), rows: 2 }));
  return { data };
});
