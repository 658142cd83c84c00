// Named outputs, read by property, by destructuring with a new name, by rest, and by a spread of the whole task.
import { component, Dataset, pipeline } from "@typeline/dsl";

const split = component(async ({ ratio }: { ratio: number }) => ({
  train: Dataset.text("a"),
  test: Dataset.text("b"),
  rows: 10,
  columns: 4,
}));
const look = component(async ({ train, rows }: { train: Dataset; rows: number; columns?: number }) => `${train.uri} ${rows}`);

export const outputsNamed = pipeline(({ ratio = 0.8 }: { ratio?: number }) => {
  const task = split({ ratio });
  look({ train: task.train, rows: task.rows });
  const { train: fitOn, rows } = split({ ratio: 0.5 });
  look({ train: fitOn, rows });
  const { test, ...others } = split({ ratio: 0.9 });
  look(others);
  return { test, rows: task["rows"] };
});
