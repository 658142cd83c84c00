// A spread of a task copies its outputs; records of tasks and shorthand work as in TypeScript.
import { component, Dataset, pipeline } from "@typeline/dsl";

const load = component(async () => ({ data: Dataset.text("a"), rows: 3 }));
const stats = component(async ({ data }: { data: Dataset }) => ({ mean: 1, name: data.uri }));
const report = component(async (given: { data: Dataset; rows: number; mean: number; name: string }) => given.name);

export const spreadOfTasks = pipeline(({ name }: { name: string }) => {
  const loaded = load();
  report({ ...loaded, ...stats({ data: loaded.data }) });
  const merged = { ...loaded, ...stats({ data: loaded.data }), name };
  report(merged);
});
