// `compute`: a step written in place. What it captures becomes its inputs; of a task only the properties that are read.
import { component, compute, Dataset, pipeline } from "@typeline/dsl";
import { slugify } from "./slugify.ts";

const load = component(async () => ({ data: Dataset.json([1, 2]), rows: 2, unused: "x" }));
const use = component(async ({ text, n }: { text: string; n: number }) => `${text} ${n}`);
const OFFSET = 10;

export const computes = pipeline(({ name, limits }: { name: string; limits: { low: number; high: number } }) => {
  const task = load();
  const slug = compute(() => slugify(name));
  const sum = compute(async () => {
    const values = await task.data.json();
    return values.reduce((a, b) => a + b, 0) + task.rows + OFFSET;
  });
  const range = compute(() => ({ width: limits.high - limits.low, name: `${slug}-${sum}` }));
  const words = ["a", "b"];
  const joined = (text: string) => `${mark(text)} ${words.join(name)}`;
  const mark = (text: string) => `${text}!`;
  use({ text: compute(() => joined(range.name)), n: range.width });
  const report = compute(() => Dataset.text(`${name} ${words.length}`), { memory: "256Mi", name: "write report" });
  return { report };
});
