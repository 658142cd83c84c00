import { component, type Int, Model, pipeline } from "@typeline/dsl";

const train = component(async () => Model.json(1));

export const checking = pipeline(({ rows }: { rows: Int }) => {
  if (rows < 10) throw { rows };
  train({});
});
