// A `throw` in a loop and in a nested pipeline holds up what follows there, and what follows the whole of it.
import { component, type Int, pipeline } from "@typeline/dsl";

const load = component(async ({ name }: { name: string }) => name.length as Int);
const use = component(async ({ rows }: { rows: Int }) => {
  console.log(rows);
});
const log = component(async () => {});

const checked = pipeline(({ name }: { name: string }) => {
  const rows = load({ name });
  if (rows === 0) throw new Error(`${name} is empty`);
  use({ rows });
  return { rows };
});

export const throwLoops = pipeline(({ names }: { names: string[] }) => {
  for (const name of names) {
    const rows = load({ name });
    if (rows > 100) throw new Error("too many");
    use({ rows });
  }
  log();
  const { rows } = checked({ name: "a" });
  use({ rows });
});
