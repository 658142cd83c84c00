import { component, container, Dataset, type Int, Model, pipeline } from "@typeline/dsl";

interface Fitted {
  weights: number[];
}

const make = component(({ rows }: { rows: Int }) => Dataset.json(Array.from({ length: rows }, (_, index) => index + 1)));

export const fit = component(async ({ data }: { data: Dataset<number[]> }) => {
  const weights = await data.json();
  return { model: Model.json({ weights } as Fitted), score: weights.reduce((sum, one) => sum + one, 0) };
});

export const training = pipeline(({ rows }: { rows: Int }) => {
  const { model, score } = fit({ data: make({ rows }) });
  return { model, score };
});

export const scores = component(async ({ model }: { model: Model<Fitted> }) =>
  (await model.json()).weights.reduce((sum, one) => sum + one, 0),
);

export const double = component(({ n }: { n: Int }) => n * 2);

export const shout = container<{ text: string }, string>(({ text }, output) => ({
  image: "registry.invalid/no/such/image",
  command: ["no-such-program", text, output.path],
}));

export const greet = pipeline(({ names }: { names: string[] }) => names.map((text) => shout({ text })));

const explode = component((): Int => {
  throw new Error("no rows");
});

export const broken = pipeline(() => explode());

const pid = component((_: { index: Int }) => process.pid);

export const pids = pipeline(({ count }: { count: Int }) => range({ count }).map((index) => pid({ index })));

const range = component(({ count }: { count: Int }) => Array.from({ length: count }, (_, index) => index as Int));
