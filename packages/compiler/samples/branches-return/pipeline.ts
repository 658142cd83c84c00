// A guard clause: the rest of the block runs only where it was not left; a `return` in each arm gives one of several outputs.
import { component, type Int, pipeline } from "@typeline/dsl";

const load = component(async () => 3 as Int);
const fit = component(async ({ rows }: { rows: Int }) => ({ loss: rows / 2 }));
const guess = component(async () => ({ loss: 1 }));

export const branchesReturn = pipeline(() => {
  const rows = load();
  if (rows < 10) {
    return { loss: guess().loss };
  }
  const { loss } = fit({ rows });
  return { loss };
});
