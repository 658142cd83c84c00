// Artifacts of branches: one of several producers; what came from outside is copied by `keep`.
import { component, Dataset, Model, pipeline } from "@typeline/dsl";

const load = component(async () => Dataset.json([1]));
const clean = component(async ({ data }: { data: Dataset }) => Dataset.json(await data.json()));
const tree = component(async ({ data }: { data: Dataset }) => ({ model: Model.text(data.uri) }));
const net = component(async ({ data }: { data: Dataset }) => ({ model: Model.text(data.uri) }));

export const mergesArtifacts = pipeline(({ dirty, deep }: { dirty: boolean; deep: boolean }) => {
  let data = load();
  if (dirty) data = clean({ data });
  let model: Model;
  if (deep) model = net({ data }).model;
  else model = tree({ data }).model;
  return { model };
});
