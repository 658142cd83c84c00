// An input, constant, field or fact that the root pipeline returns: an engine can only name a task's output, so `keep` repeats it.
import { component, type Dataset, pipeline } from "@typeline/dsl";

const size = component(async ({ data }: { data: Dataset }) => ({ rows: 3, stats: { mean: 0.5, name: data.uri } }));

export const keeps = pipeline(({ data, label }: { data: Dataset; label: string }, { run }) => {
  const { rows, stats } = size({ data });
  return { rows, data, label, version: 3, mean: stats.mean, id: run.id };
});
