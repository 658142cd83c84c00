// `continue` is a condition on the rest of the body.
import { component, type Int, pipeline } from "@typeline/dsl";

const load = component(async ({ name }: { name: string }) => name.length as Int);
const fit = component(async ({ rows }: { rows: Int }) => rows);
const log = component(async () => {});

export const loopsContinue = pipeline(({ names, all }: { names: string[]; all: boolean }) => {
  for (const name of names) {
    if (name === "skip") continue;
    const rows = load({ name });
    if (rows < 10) {
      log();
      if (!all) continue;
    }
    fit({ rows });
  }
});
