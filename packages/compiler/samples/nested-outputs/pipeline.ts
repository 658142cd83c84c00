// Outputs of a nested pipeline that are no task's: inputs, constants, fields and assembled values are resolved at the caller.
import { component, Dataset, pipeline } from "@typeline/dsl";

const load = component(async () => ({ data: Dataset.text("a"), stats: { mean: 1, rows: 3 } }));
const use = component(async (given: { data: Dataset; mean: number; version: number; title: string; label: string }) => given.title);

const prepared = pipeline(({ label }: { label: string }) => {
  const { data, stats } = load();
  return { data, label, version: 3, mean: stats.mean, title: `${label}: ${stats.rows} rows` };
});

export const nestedOutputs = pipeline(({ label }: { label: string }) => {
  const { data, mean, version, title, label: same } = prepared({ label });
  use({ data, mean, version, title, label: same });
  use({ ...prepared({ label: "constant" }) });
});
