// `else if`: one condition after the other, with the ones before denied; what is ordered after a task inside waits for the whole `if`.
import { component, type Int, pipeline } from "@typeline/dsl";

const load = component(async () => 3 as Int);
const small = component(async ({ rows }: { rows: Int }) => rows);
const large = component(async ({ rows }: { rows: Int }) => rows);
const log = component(async () => {});

export const branchesElif = pipeline(({ force = false }: { force?: boolean }) => {
  const rows = load();
  let done: number;
  if (rows < 10) {
    done = small({ rows });
  } else if (rows < 100 && !force) {
    done = small({ rows }, { name: "middle" });
  } else if (force) {
    done = large({ rows }, { name: "forced" });
  } else {
    done = large({ rows });
  }
  log({}, { after: [done] });
});
