import { component, container, Dataset, type Int, Metrics, Model, pipeline, type TaskStatus, taskStatus } from "@typeline/dsl";

/** A pipeline of all that an executor has to do with: the steps `runner-executors` runs it with each. */

const make = component(({ rows }: { rows: Int }) => {
  console.log(`making ${rows} rows`);
  return Dataset.json(
    Array.from({ length: rows }, (_, index) => ({ index, square: index * index })),
    { rows },
  );
});

const count = container<{ data: Dataset<{ index: number }[]>; word: string }, Int>(({ data, word }, output) => ({
  image: "node:24-slim",
  command: ["sh", "-c", `grep -o "$0" "$1" | grep -c . > "$2"`, word, data.path, output.path],
}));

const flaky = component(({ name }: { name: string }, { task }) => {
  if (task.attempt < 2) throw new Error(`attempt ${task.attempt} of ${name} fails`);
  return { name, attempt: task.attempt };
});

const fit = component(
  async ({ data, rate }: { data: Dataset<{ square: number }[]>; rate: number }, { env }) => {
    const sum = (await data.json()).reduce((total, { square }) => total + square * rate, 0);
    return { model: Model.json({ sum, unit: env["UNIT"] }, { rate }), score: sum };
  },
  { env: { UNIT: "metre" } },
);

const best = component(async ({ models, scores }: { models: Model<{ sum: number }>[]; scores: number[] }) => {
  const at = scores.indexOf(Math.max(...scores));
  return { model: models[at]!, metrics: Metrics.of({ best: scores[at]!, models: models.length }) };
});

const say = component(({ text }: { text: string }) => text.toUpperCase());
const close = component(({ status }: { status: TaskStatus }) => status.state);

export const executors = pipeline(({ rows = 5, rates = [0.5, 2] }: { rows?: Int; rates?: number[] }) => {
  const data = make({ rows });
  const matches = count({ data, word: "index" });
  const { attempt } = flaky({ name: "flaky" }, { retries: 3 });
  const fitted = rates.map((rate) => fit({ data, rate }));
  const { model, metrics } = best({ models: fitted.map((one) => one.model), scores: fitted.map((one) => one.score) });
  let verdict = "few";
  if (matches > 4) verdict = say({ text: `many: ${matches}` });
  try {
    say({ text: verdict });
  } finally {
    close({ status: taskStatus() });
  }
  return { model, metrics, matches, attempt, verdict };
});
