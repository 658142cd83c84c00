// `ifUpstream: "completed"`: a task that runs whatever happened to what it waits for, in a loop too.
import { component, pipeline } from "@typeline/dsl";

const load = component(async ({ name }: { name: string }) => name.length);
const log = component(async ({ rows }: { rows?: number }) => {
  console.log(rows);
});

export const completed = pipeline(({ names }: { names: string[] }) => {
  const rows = load({ name: "a" });
  log({ rows }, { ifUpstream: "completed" });
  for (const name of names) {
    const loaded = load({ name });
    log({}, { after: [loaded], ifUpstream: "completed" });
  }
});
