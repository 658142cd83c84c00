// Branches in branches, and a task that comes after one inside: a value from outside comes in through both groups.
import { component, pipeline } from "@typeline/dsl";

const load = component(async () => ({ data: "x", ok: true }));
const clean = component(async ({ data }: { data: string }) => data);
const report = component(async ({ data, note }: { data: string; note: string }) => {
  console.log(data, note);
});

export const branchesNested = pipeline(({ dirty = true, note = "n" }: { dirty?: boolean; note?: string }) => {
  const { data, ok } = load();
  if (ok) {
    if (dirty) {
      const cleaned = clean({ data });
      report({ data: cleaned, note });
    } else {
      report({ data, note });
    }
    report({ data, note: "always" });
  }
});
