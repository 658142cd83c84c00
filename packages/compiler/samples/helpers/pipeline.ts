// Plain functions of the project are inlined: records, callbacks, components as parameters, defaults, rest, closures.
import { component, type Dataset, Model, pipeline } from "@typeline/dsl";
import { fitAll, load, suffix } from "./helpers.ts";

const forest = component(async ({ data, depth }: { data: Dataset; depth: number }) => Model.json({ depth, uri: data.uri }));
const linear = component(async ({ data, depth }: { data: Dataset; depth: number }) => Model.json({ depth, uri: data.uri }));
const pick = component(async ({ models, name }: { models: Model[]; name: string }) => `${models.length} ${name}`);

export const helpers = pipeline(({ name }: { name: string }) => {
  const { data, rows } = load(10);
  function depthOf(index: number) {
    return index * 2;
  }
  const models = fitAll([forest, linear], (fit, index) => fit({ data, depth: depthOf(index + 1) }));
  pick({ models, name: suffix(name, "x", String(rows)) });
});
