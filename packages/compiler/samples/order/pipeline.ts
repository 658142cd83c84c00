// Order without data: `after` takes tasks, outputs and lists of them; `ifUpstream: "completed"` runs whatever happened.
import { component, pipeline } from "@typeline/dsl";

const load = component(async () => 1);
const split = component(async () => ({ train: 1, test: 2 }));
const log = component(async () => {});
const inner = pipeline(() => {
  log();
});

export const order = pipeline(() => {
  const rows = load();
  const parts = split({}, { after: [rows] });
  const logged = log({}, { after: [rows, parts] });
  const group = inner({}, { after: [[logged, parts.train]] });
  log({}, { after: [group], ifUpstream: "completed" });
});
