// `?:`, `??` and `||` between values that both exist: chosen inside the consuming component.
import { component, Model, pipeline } from "@typeline/dsl";

const fit = component(async ({ seed }: { seed: number }) => ({ model: Model.json({ seed }), auc: seed / 2 }));
const deploy = component(
  async ({ model, note, rate, label }: { model: Model; note: string; rate: number; label: string }) =>
    `${model.uri} ${note} ${rate} ${label}`,
);

export const argumentsChoices = pipeline(({ big, note, label, rate }: { big: boolean; note?: string; label: string; rate?: number }) => {
  const [a, b] = [fit({ seed: 1 }), fit({ seed: 2 })];
  const best = a.auc >= b.auc ? a : b;
  deploy({
    model: best.model,
    note: note ?? `auc ${best.auc}`,
    rate: rate ?? (big ? 0.1 : 0.01),
    label: label || "none",
  });
});
