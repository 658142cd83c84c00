// Arguments that are put together inside the consuming component: no task is added.
import { component, Model, pipeline } from "@typeline/dsl";

const fit = component(async ({ seed }: { seed: number }) => ({ model: Model.json({ seed }), score: seed / 2, tags: ["a", "b"] }));
const report = component(
  async (given: {
    title: string;
    config: { rate: number; name: string; depth?: number };
    models: Model[];
    numbers: number[];
    all: string[];
    best: boolean;
    text: string;
  }) => JSON.stringify(given),
);

export const argumentsAssembled = pipeline(
  ({ name, rate, base }: { name: string; rate: number; base: { rate: number; name: string; depth?: number } }) => {
    const [a, b] = [fit({ seed: 1 }), fit({ seed: 2 })];
    report({
      title: `run of ${name}: ${a.score}, "${rate > 0.5}"`,
      config: { ...base, rate: rate / 2, name: name.toUpperCase() },
      models: [a.model, b.model],
      numbers: [a.score, b.score * 100, Math.max(a.score, b.score), -rate, 7],
      all: [...a.tags, "c", ...b.tags],
      best: a.score >= b.score && name !== "",
      text: JSON.stringify({ rate, name }),
    });
  },
);
