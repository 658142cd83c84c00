// Branches in loops, and loops in branches: items are operands, and what a branch needs comes in through all groups around it.
import { component, type Int, pipeline } from "@typeline/dsl";

const cheap = component(async ({ rows }: { rows: Int }) => rows);
const dear = component(async ({ rows }: { rows: Int }) => rows);
const use = component(async ({ value, label }: { value: number; label: string }) => {
  console.log(value, label);
});

export const loopsBranches = pipeline(({ sizes, label, again }: { sizes: Int[]; label: string; again: boolean }) => {
  for (const rows of sizes) {
    let value: number;
    if (rows > 100) value = dear({ rows });
    else value = cheap({ rows });
    use({ value, label });
  }
  if (again) {
    for (const rows of sizes) use({ value: cheap({ rows }), label });
  }
});
