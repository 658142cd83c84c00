// Pipelines in pipelines: their outputs; known arguments as constants; one group for each distinct shape of call.
import { component, Dataset, type Int, Model, pipeline } from "@typeline/dsl";

const load = component(async ({ rows }: { rows: Int }) => Dataset.json(Array.from({ length: rows }, (_, i) => i)));
const fit = component(async ({ data, rate }: { data: Dataset<number[]>; rate: number }) => ({
  model: Model.json([rate]),
  loss: (await data.json()).length,
}));

const training = pipeline(({ rows, rate = 0.1 }: { rows: Int; rate?: number }) => {
  const { model, loss } = fit({ data: load({ rows }), rate });
  return { model, loss };
});
const twice = pipeline(({ rows }: { rows: Int }) => training({ rows, rate: 0.5 }));
const compare = component(async ({ models }: { models: Model[] }) => models.length);

export const nested = pipeline(({ rows }: { rows: Int }) => {
  const a = training({ rows });
  const b = training({ rows: 5, rate: a.loss });
  const c = twice({ rows }, { name: "deep", displayName: "Deeper" });
  compare({ models: [a.model, b.model, c.model] });
  return { loss: c.loss };
});
