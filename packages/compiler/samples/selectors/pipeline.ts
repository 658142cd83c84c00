// Fields and elements with known keys, to any depth; a field that may be absent needs `??`.
import { component, type Int, pipeline } from "@typeline/dsl";

interface Config {
  optimizer: { rate: number; "weight-decay": number; steps: Int[] };
  layers: { units: Int }[];
  note?: string;
  nested?: { depth: Int };
}

const load = component(
  async (): Promise<{ config: Config; pair: [string, number] }> => ({
    config: { optimizer: { rate: 0.1, "weight-decay": 0, steps: [1] }, layers: [{ units: 8 }] },
    pair: ["a", 1],
  }),
);
const train = component(
  async (given: { rate: number; decay: number; step: Int; units: Int; note: string; depth: Int; label: string }) => given.rate,
);

export const selectors = pipeline(({ config }: { config: Config }) => {
  const key = "weight-decay";
  train({
    rate: config.optimizer.rate,
    decay: config.optimizer[key],
    step: config.optimizer.steps[0]!,
    units: config.layers[1]!.units,
    note: config.note ?? "none",
    depth: config.nested?.depth ?? 3,
    label: "given",
  });
  const {
    config: loaded,
    pair: [label],
  } = load();
  const {
    optimizer: { rate, [key]: decay },
    note = "empty",
  } = loaded;
  train({ rate, decay, step: 1, units: loaded.layers[0]!["units"], note, depth: 1, label });
});
