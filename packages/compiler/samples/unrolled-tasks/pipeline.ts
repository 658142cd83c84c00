// Loops over tasks, components and records are unrolled: `break`, outer `let`s and tasks' names follow TypeScript.
import { component, Model, parallel, pipeline } from "@typeline/dsl";

const tree = component(async ({ rows }: { rows: number }) => ({ model: Model.json(rows), loss: 0.5 }));
const net = component(async ({ rows }: { rows: number }) => ({ model: Model.json(rows), loss: 0.1 }));
const tune = component(async ({ model, loss }: { model: Model; loss: number }) => ({ model: Model.text(model.uri), loss }));
const deploy = component(async ({ model, sum }: { model: Model; sum: number }) => {
  console.log(model.uri, sum);
});

export const unrolledTasks = pipeline(({ rows, stop }: { rows: number; stop: boolean }) => {
  const runs = [tree, net].map((train) => train({ rows }));
  let sum = 0;
  for (const run of runs) sum += run.loss;
  let last = runs[0]!;
  for (const [name, run] of Object.entries({ tree: runs[0]!, net: runs[1]! })) last = tune(run, { name: `tune-${name}` });
  for (const times of parallel([1, 2, 3], { unroll: true })) {
    if (times === 3) break;
    last = tune({ model: last.model, loss: times });
    if (stop) break;
  }
  deploy({ model: last.model, sum });
});
