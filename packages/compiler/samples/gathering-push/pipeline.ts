// `push` in a loop gathers: to one list, to two, and under an `if` what ran.
import { component, Dataset, pipeline } from "@typeline/dsl";

const load = component(async ({ name }: { name: string }) => ({ data: Dataset.json([name]), rows: 1, ok: true }));
const check = component(async ({ data }: { data: Dataset }) => data.uri.length);
const merge = component(async ({ all, rows, checks }: { all: Dataset[]; rows: number[]; checks: number[] }) => {
  console.log(all.length, rows, checks);
});

export const gatheringPush = pipeline(({ names }: { names: string[] }) => {
  const all: Dataset[] = [];
  const rows: number[] = [];
  const checks: number[] = [];
  for (const name of names) {
    const loaded = load({ name });
    all.push(loaded.data);
    rows.push(loaded.rows);
    if (loaded.ok) checks.push(check({ data: loaded.data }));
  }
  merge({ all, rows, checks });
});
