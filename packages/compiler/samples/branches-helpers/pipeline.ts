// Early returns in a helper leave the helper alone: what it gives is one of several values.
import { component, type Int, Model, pipeline } from "@typeline/dsl";

const tree = component(async ({ rows }: { rows: Int }) => ({ model: Model.json(rows), loss: 0.5 }));
const net = component(async ({ rows }: { rows: Int }) => ({ model: Model.json(rows), loss: 0.1 }));
const deploy = component(async ({ model, loss }: { model: Model; loss: number }) => {
  console.log(model.uri, loss);
});

function train(kind: string, rows: Int) {
  if (kind === "tree") return tree({ rows });
  const fitted = net({ rows });
  return { model: fitted.model, loss: fitted.loss };
}

export const branchesHelpers = pipeline(({ kind, rows = 10 }: { kind: string; rows?: Int }) => {
  const { model, loss } = train(kind, rows);
  deploy({ model, loss });
  const fixed = train("tree", rows);
  deploy({ model: fixed.model, loss: fixed.loss });
});
