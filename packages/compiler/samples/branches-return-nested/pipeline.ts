// A `return` in a nested `if`: the rest runs unless both conditions held, which are both known before.
import { component, type Int, pipeline } from "@typeline/dsl";

const load = component(async () => ({ rows: 3 as Int, clean: true }));
const warn = component(async () => {});
const fit = component(async ({ rows }: { rows: Int }) => rows);
const publish = component(async ({ rows }: { rows: number }) => {
  console.log(rows);
});

export const branchesReturnNested = pipeline(({ strict = false }: { strict?: boolean }) => {
  const { rows, clean } = load();
  if (!clean) {
    warn();
    if (strict) return;
  }
  const fitted = fit({ rows });
  if (rows > 5) return;
  publish({ rows: fitted });
});
