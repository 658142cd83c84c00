// Comparisons, `&&`, `||`, `!` and arithmetic are one CEL expression with TypeScript's meaning: every number is a double.
import { component, type Int, pipeline } from "@typeline/dsl";

const measure = component(async () => ({ rows: 3 as Int, loss: 0.5, name: "a", done: true }));
const log = component(async () => {});

export const conditionsComparisons = pipeline(({ limit, other }: { limit: number; other: string }) => {
  const { rows, loss, name, done } = measure();
  if (rows > 100) log();
  if (loss <= limit / 2 && rows * 2 !== 10) log();
  if (rows % 2 === 0 || -loss < 1e-7) log();
  if (name === "a" || name != other) log();
  if (name < "m") log();
  if (done === false) log();
  if (!(done && name >= "b") && Math.max(loss, limit) > 0.5) log();
  if (`${name}-${rows}` === "a-3") log();
  if (Math.abs(loss - limit) < 0.1) log();
});
