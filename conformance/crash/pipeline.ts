// 62 tasks that a runner may be killed in: loops in loops, conditions, retries, a failure that is handled, a finally, and programs of the
// machine beside components in TypeScript. Each appends its path to a file when it begins.
import { appendFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { component, container, Dataset, type Int, pipeline, type TaskStatus, taskStatus } from "@typeline/dsl";

const SIZE = 10_000;

/** Only a run on this machine gives a path of its own to each iteration, so it is no declared variable. */
const PATH = "KFP_POD_NAME";
const note = (file: string): void => appendFileSync(file, `${process.env[PATH]}\n`);

const make = component(async ({ began, item }: { began: string; item: Int }) => {
  note(began);
  await setTimeout(item * 2);
  return {
    data: Dataset.json(
      Array.from({ length: SIZE }, (_, index) => (index * item) % 251),
      { item },
    ),
    next: item * 3,
  };
});

const sum = component(async ({ began, data }: { began: string; data: Dataset<number[]> }) => {
  note(began);
  return (await data.json()).reduce((all, one) => all + one, 0);
});

const add = component(async ({ began, a, b }: { began: string; a: number; b: number }) => {
  note(began);
  await setTimeout(3);
  return a + b;
});

const total = component(({ began, values }: { began: string; values: number[] }) => {
  note(began);
  return values.reduce((all, one) => all + one, 0);
});

const flaky = component(async ({ began, value }: { began: string; value: number }, { task }) => {
  note(began);
  if (task.attempt < 2) throw new Error(`attempt ${task.attempt}`);
  return value + 1;
});

const fail = component(({ began }: { began: string }) => {
  note(began);
  throw new Error("as it must");
});

const last = component(({ began, status }: { began: string; status?: TaskStatus }) => {
  note(began);
  return status?.state ?? "";
});

const copy = container<{ began: string; data: Dataset }, { copy: Dataset; size: Int }>(({ began, data }, out) => ({
  image: "busybox",
  command: ["sh", "-c", 'echo "$KFP_POD_NAME" >> "$0"; cp "$1" "$2"; sleep 0.02; wc -c < "$1" > "$3"'],
  args: [began, data.path, out.copy.path, out.size.path],
}));

const tree = container<{ began: string; text: string }, { folder: Dataset }>(({ began, text }, out) => ({
  image: "busybox",
  command: ["sh", "-c", 'echo "$KFP_POD_NAME" >> "$0"; mkdir -p "$2/a"; for i in 1 2 3 4; do echo "$1 $i" > "$2/a/$i"; done'],
  args: [began, text, out.folder.path],
}));

const count = container<{ began: string; folder: Dataset }, Int>(({ began, folder }, out) => ({
  image: "busybox",
  command: ["sh", "-c", 'echo "$KFP_POD_NAME" >> "$0"; cat "$1"/a/* | wc -c > "$2"'],
  args: [began, folder.path, out.path],
}));

export const crash = pipeline(({ began }: { began: string }) => {
  const sums: number[] = [];
  for (const item of [1, 2, 3, 4, 5, 6]) {
    const { data, next } = make({ began, item });
    const { copy: copied } = copy({ began, data });
    const all = sum({ began, data: copied });
    if (next > 9) add({ began, a: all, b: next }, { name: "large" });
    else add({ began, a: all, b: -next }, { name: "small" });
    sums.push(all);
  }
  const once = total({ began, values: sums });
  const grid: number[] = [];
  for (const row of [1, 2, 3]) {
    const cells: number[] = [];
    for (const column of [10, 20, 30]) {
      const cell = add({ began, a: row, b: column }, { name: "cell" });
      cells.push(flaky({ began, value: cell }, { retries: 1 }));
    }
    grid.push(total({ began, values: cells }, { name: "of-row" }));
  }
  const { folder } = tree({ began, text: `the sum is ${once}` });
  const bytes = count({ began, folder });
  try {
    fail({ began });
  } catch {
    add({ began, a: 1, b: 1 }, { name: "caught" });
  }
  const a = add({ began, a: bytes, b: once }, { name: "a" });
  const b = add({ began, a, b: 1 }, { name: "b" });
  const c = flaky({ began, value: b }, { name: "c", retries: { max: 1, backoff: "0s" } });
  try {
    add({ began, a: c, b: total({ began, values: grid }, { name: "of-grid" }) }, { name: "d" });
  } finally {
    last({ began, status: taskStatus() });
  }
  return { once, c, bytes, folder, grid };
});
