import { component, pipeline } from "@typeline/dsl";

const load = component(async () => ({ rows: 3, name: "a" }));

export const loading = pipeline(() => {
  const { rows, name } = load();
  return { title: `${name}: ${rows} rows` };
});
