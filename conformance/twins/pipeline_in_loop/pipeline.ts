import { component, pipeline } from "@typeline/dsl";

const clean = component(async ({ name }: { name: string }) => name.trim());
const upper = component(async ({ name }: { name: string }) => name.toUpperCase());
const join = component(async ({ names }: { names: string[] }) => names.join(","));

const prepare = pipeline(({ name, loud = false }: { name: string; loud?: boolean }) => {
  const cleaned = clean({ name });
  if (loud) return upper({ name: cleaned });
  return clean({ name: cleaned });
});

export const pipelineInLoop = pipeline(({ names }: { names: string[] }) => {
  const prepared = names.map((name) => prepare({ name, loud: true }));
  return join({ names: prepared });
});
