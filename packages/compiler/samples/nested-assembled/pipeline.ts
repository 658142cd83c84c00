// An assembled argument crosses the border of a nested pipeline as its leaves.
import { component, pipeline } from "@typeline/dsl";

const score = component(async () => ({ mean: 0.5, name: "a" }));
const show = component(
  async ({ title, config, list }: { title: string; config: { mean: number; name: string }; list: number[] }) =>
    `${title} ${config.name} ${list}`,
);

const report = pipeline(({ title, config, list }: { title: string; config: { mean: number; name: string }; list: number[] }) => {
  show({ title, config, list });
  show({ title: `${title}!`, config: { ...config, name: "fixed" }, list: [config.mean, ...list] });
});

export const nestedAssembled = pipeline(({ day }: { day: string }) => {
  const { mean, name } = score();
  report({ title: `Day ${day} of ${name}`, config: { mean, name: "plain" }, list: [mean, 1] });
  report({ title: `Day ${day} of ${day}`, config: { mean, name: "plain" }, list: [mean, 1] });
});
